package org.cofferdam.machine.memory;

/**
 * Told about pages that somebody derived something from (decoded instructions, mostly): keepers of decoded code drop
 * it when the page is written, keepers of direct write mappings drop those when a page becomes watched.
 */
public interface PageWatcher {

    /** The page at this physical address has become watched: every later write to it must be announced. */
    void watched(long page);

    /** Whether anything was derived from these bytes, which lie in one watched page. */
    boolean uses(long address, long length);

    /** The page is about to be written where somebody uses it; it is no longer watched. */
    void written(long page);
}

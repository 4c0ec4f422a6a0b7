package org.cofferdam.machine.hart;

/** Told of what a translation cache holds, as it changes: for those who check it. It must not touch the cache. */
public interface TranslationWatcher {
    /** Watches nothing. */
    TranslationWatcher NONE = new TranslationWatcher() {
        @Override
        public void added(TlbEntry entry) {}

        @Override
        public void removed(TlbEntry entry) {}
    };

    /** A walk has ended in this entry, which accesses use from now on. */
    void added(TlbEntry entry);

    /** The entry has gone: a fence named it, or another took its place. */
    void removed(TlbEntry entry);
}

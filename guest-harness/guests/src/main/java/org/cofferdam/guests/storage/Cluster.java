package org.cofferdam.guests.storage;

/** What an image has for one cluster of its disk ("L2 table entry"). */
sealed interface Cluster {
    /** Nothing: what the backing file has, or zeros. */
    record Absent() implements Cluster {}

    /**
     * Zeros, whatever the backing file has.
     *
     * @param host a cluster of the file that is kept for it; 0 for none
     * @param own  whether nothing else refers to that
     */
    record Zero(long host, boolean own) implements Cluster {}

    /**
     * Its bytes, at {@code host}.
     *
     * @param own whether nothing else refers to them, so that they may be written in place
     */
    record Data(long host, boolean own) implements Cluster {}

    /** Its bytes as a deflate stream of at most {@code length} bytes; {@code host} is no multiple of anything. */
    record Compressed(long host, int length) implements Cluster {}
}

package org.cofferdam.papers.costs;

/**
 * What a partition costs from its making to its end, on the average of all of a crowd.
 *
 * @param partitions      that were there at once, all idle
 * @param createAccesses  of the core to its ports, to make, load and start one
 * @param createMicros    of the host's time for that
 * @param destroyAccesses of the core to its ports, to stop one and take it apart
 * @param destroyMicros   of the host's time for that
 * @param frames          of 4 KiB charged to it
 * @param heapBytes       of the host's heap, of core and platform
 * @param left            what all of them left behind
 */
record LifeCost(
        int partitions,
        double createAccesses,
        double createMicros,
        double destroyAccesses,
        double destroyMicros,
        long frames,
        double heapBytes,
        Left left) {
    /** Lives that fill what the core remembers of each number: its audit trail, which is bounded and no partition's. */
    static final int WARM_UP = 20;

    private static final int COLLECTIONS = 8;

    /**
     * What is found when all partitions are gone.
     *
     * @param frames       that are set aside still
     * @param dirty        frames that are not all zero
     * @param translations that the hart would still use
     * @param heapBytes    of the host's heap, in all
     */
    record Left(long frames, long dirty, long translations, long heapBytes) {
        boolean nothing() {
            return frames == 0 && dirty == 0 && translations == 0;
        }
    }

    /**
     * Makes a crowd of idle partitions, lets each have its window, and unmakes it.
     *
     * @param rounds of which the shortest time of each kind counts
     */
    static LifeCost measure(int partitions, int rounds) {
        Crowd crowd = new Crowd(partitions, Workload.IDLE);
        long framesBefore = crowd.machine().control().framesLeft();
        for (int turn = 0; turn < WARM_UP; turn++) {
            crowd.create();
            crowd.run(partitions);
            crowd.destroy();
        }
        long heapBefore = usedHeap();
        double created = Double.MAX_VALUE;
        double destroyed = Double.MAX_VALUE;
        long createAccesses = 0;
        long destroyAccesses = 0;
        long heapBytes = 0;
        long frames = 0;
        for (int round = 0; round < rounds; round++) {
            long accesses = crowd.machine().coreAccesses();
            long begin = System.nanoTime();
            crowd.create();
            created = Math.min(created, (double) (System.nanoTime() - begin));
            createAccesses = crowd.machine().coreAccesses() - accesses;
            crowd.run(partitions);
            heapBytes = usedHeap() - heapBefore;
            frames = crowd.info(0).framesUsed();
            accesses = crowd.machine().coreAccesses();
            begin = System.nanoTime();
            crowd.destroy();
            destroyed = Math.min(destroyed, (double) (System.nanoTime() - begin));
            destroyAccesses = crowd.machine().coreAccesses() - accesses;
        }
        Left left = new Left(
                framesBefore - crowd.machine().control().framesLeft(),
                crowd.machine().frames() - crowd.machine().zeros().cardinality(),
                crowd.machine().cachedGuestTranslations(),
                usedHeap() - heapBefore);
        return new LifeCost(
                partitions,
                (double) createAccesses / partitions,
                created / partitions / 1e3,
                (double) destroyAccesses / partitions,
                destroyed / partitions / 1e3,
                frames,
                (double) heapBytes / partitions,
                left);
    }

    /** Bytes in use once all that nobody reaches is gone: a full collection leaves some of it, and not the same each time. */
    private static long usedHeap() {
        Runtime host = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
            least = Math.min(least, host.totalMemory() - host.freeMemory());
        }
        return least;
    }
}

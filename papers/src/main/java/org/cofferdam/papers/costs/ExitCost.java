package org.cofferdam.papers.costs;

/**
 * What one exit costs, on the average.
 *
 * @param partitions   that there are
 * @param scheduled    how many of them take turns
 * @param instructions that the guest retires between two
 * @param accesses     of the core to its ports
 * @param nanoseconds  of the host's time in core and monitor
 */
record ExitCost(
        Workload workload, int partitions, int scheduled, double instructions, double accesses, double nanoseconds) {
    /**
     * Measures a workload in steady state.
     *
     * @param windows that go by in a round
     * @param rounds  of which the one that took the host the least time counts
     * @param clock   nanoseconds that one reading of the host's clock takes: each exit has two, which are not its own
     */
    static ExitCost measure(
            Workload workload, int partitions, int scheduled, int windows, int rounds, double clock) {
        Crowd crowd = new Crowd(partitions, scheduled, workload);
        crowd.create();
        // Each partition twice: what a hart sees for the first time is not what an exit costs.
        crowd.run(2 * partitions);
        ExitCost best = null;
        for (int round = 0; round < rounds; round++) {
            Crowd.Count before = crowd.count();
            crowd.run(windows);
            Crowd.Count spent = crowd.count().minus(before);
            double exits = spent.exits();
            ExitCost cost = new ExitCost(
                    workload,
                    partitions,
                    scheduled,
                    spent.instructions() / exits,
                    spent.accesses() / exits,
                    spent.nanoseconds() / exits - clock);
            best = best == null || cost.nanoseconds < best.nanoseconds ? cost : best;
        }
        return best;
    }
}

package org.cofferdam.manager.demonstration;

import java.util.Locale;
import org.cofferdam.manager.lifecycle.PartitionReport;
import org.cofferdam.manager.lifecycle.SystemReport;

/**
 * What exits cost. The host's time is no part of any comparison.
 *
 * @param exits           of all partitions
 * @param instructions    that guests executed
 * @param hostNanoseconds spent by core and monitors, in all
 */
record ExitCost(long exits, long instructions, long hostNanoseconds) {
    static ExitCost of(SystemReport report, long hostNanoseconds) {
        long exits = 0;
        long instructions = 0;
        for (PartitionReport partition : report.partitions()) {
            instructions += partition.retired();
            for (long count : partition.exits().values()) {
                exits += count;
            }
        }
        return new ExitCost(exits, instructions, hostNanoseconds);
    }

    /** One line for people. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%,d exits, one in %,d instructions, %,d ns of the host's time each in core and monitors",
                exits,
                instructions / Math.max(1, exits),
                hostNanoseconds / Math.max(1, exits));
    }
}

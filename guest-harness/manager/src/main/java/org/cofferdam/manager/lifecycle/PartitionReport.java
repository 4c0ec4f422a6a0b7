package org.cofferdam.manager.lifecycle;

import java.util.Map;
import java.util.Optional;
import org.cofferdam.microkernel.ExitCause;

/**
 * What became of a partition.
 *
 * @param state       as the core names it, in lower case
 * @param reason      why it stopped, if it has
 * @param failed      whether it stopped for a reason that nobody asked for
 * @param starts      how often it was started; what follows is about the time since the last start
 * @param memory      bytes of guest RAM
 * @param harts       virtual harts
 * @param share       of the major frame that its own windows have, summed over harts; spare ones are not in it
 * @param framesUsed  frames of 4 KiB that it holds, page tables included
 * @param quota       most frames that it may hold
 * @param retired     instructions that it executed
 * @param cyclesRun   cycles in which it had a hart, those it waited in included
 * @param cyclesWaited cycles in which one of its virtual harts was ready and had no hart: what it is told is stolen
 * @param exits       how often it came back to the core, by cause
 * @param windowsKept windows that began on their tick
 * @param windowsLate windows that did not
 * @param strays      stretches of execution outside its windows, as the machine saw it
 * @param hash        of its registers and memory, if that was asked for
 */
public record PartitionReport(
        String name,
        String state,
        Optional<String> reason,
        boolean failed,
        int starts,
        long memory,
        int harts,
        double share,
        long framesUsed,
        long quota,
        long retired,
        long cyclesRun,
        long cyclesWaited,
        Map<ExitCause, Long> exits,
        long windowsKept,
        long windowsLate,
        long strays,
        Optional<String> hash) {

    /** Whether nothing went wrong with it, and its windows were its own. */
    public boolean sound() {
        return !failed && windowsLate == 0 && strays == 0;
    }
}

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
 * @param retired     instructions that it executed
 * @param cyclesRun   cycles in which it had a hart, those it waited in included
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
        long retired,
        long cyclesRun,
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

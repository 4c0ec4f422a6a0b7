package org.cofferdam.manager.lifecycle;

import org.cofferdam.platform.PartitionedMachine;

/**
 * How closely the core is held to its specification while a system runs.
 *
 * @param every of so many plain traps one is checked; 1: all, 0: nothing at all is checked
 */
public record Checking(int every) {
    /** Nobody checks. */
    public static final Checking NONE = new Checking(0);

    /** Has a machine checked, on which nothing has been created yet. */
    public void apply(PartitionedMachine machine) {
        if (every > 0) {
            machine.check(every);
        }
    }
}

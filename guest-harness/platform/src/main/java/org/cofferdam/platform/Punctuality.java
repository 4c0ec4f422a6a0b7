package org.cofferdam.platform;

/**
 * How windows of the schedule began, as the machine saw it, whatever the core says; those that stayed empty are among them.
 *
 * @param begun that began, one for each in the table that time has come to unless nothing was running at all
 * @param late  of these, began on another cycle than the table's: the first instruction comes on the first cycle of the
 *     window's second tick, after the tick in which harts are switched; a hart without one is idle from the first tick on
 */
public record Punctuality(long begun, long late) {
    Punctuality plus(Punctuality other) {
        return new Punctuality(begun + other.begun, late + other.late);
    }
}

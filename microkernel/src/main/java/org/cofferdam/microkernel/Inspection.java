package org.cofferdam.microkernel;

import java.util.Optional;

/**
 * A look inside that changes nothing, for the platform alone: it accounts for what partitions execute and compares
 * runs. Neither guests nor the manager get it.
 */
public interface Inspection {
    /**
     * The partition whose virtual hart a physical hart executes, or will once the last {@link Resume.Enter} is carried
     * out; {@link Window#NOBODY} if there is none.
     */
    int partitionOn(int hart);

    /**
     * Every register of a virtual hart that a switch saves, the same ones in the same order in every run: x0 to x31, f0
     * to f31, pc, then the others. Current, whether or not it is on a physical hart. Empty if there is no such virtual
     * hart.
     */
    Optional<long[]> registers(int partition, int virtualHart);
}

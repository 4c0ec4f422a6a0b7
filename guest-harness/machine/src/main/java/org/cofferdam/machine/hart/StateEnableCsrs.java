package org.cofferdam.machine.hart;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Smstateen and Ssstateen: registers by which a level keeps state from the levels below it. Of the state that the bits
 * stand for, the hart has the environment registers and the state enables themselves; the other bits are zero.
 */
final class StateEnableCsrs extends CsrGroup {

    /** SE0, in the registers numbered 1 to 3 its likes: the next level's registers of the same number. */
    static final long STATE_ENABLES = 1L << 63;

    /** ENVCFG: {@code henvcfg} and {@code senvcfg}. */
    static final long ENVIRONMENTS = 1L << 62;

    private static final int COUNT = 4;

    private final List<Register> machine =
            IntStream.range(0, COUNT).mapToObj(this::ofMachine).toList();
    private final List<DependentRegister> hypervisor =
            IntStream.range(0, COUNT).mapToObj(this::ofHypervisor).toList();

    StateEnableCsrs() {
        for (int i = 0; i < COUNT; i++) {
            view(0x10c + i, "sstateen" + i, "no state of user modes to keep", supervisorGate(i), () -> 0);
        }
    }

    private Register ofMachine(int index) {
        return register(0x30c + index, "mstateen" + index, "state open below M-mode", fields(index));
    }

    private DependentRegister ofHypervisor(int index) {
        LongSupplier granted = () -> machine.get(index).value;
        return add(new DependentRegister(
                0x60c + index,
                "hstateen" + index,
                "state open to guests, as far as to S-mode; needs bit 63 of mstateen" + index,
                (_, privilege, _) -> byMachine(index, STATE_ENABLES, privilege),
                fields(index),
                granted,
                Register.Warl.ANY,
                () -> {}));
    }

    private static long fields(int index) {
        return index == 0 ? STATE_ENABLES | ENVIRONMENTS : STATE_ENABLES;
    }

    /** Closed to all but M-mode by a bit of {@code mstateen}. */
    Gate.Verdict byMachine(int index, long bit, Privilege privilege) {
        boolean open = privilege == Privilege.MACHINE || (machine.get(index).value & bit) != 0;
        return open ? Gate.Verdict.ALLOWED : Gate.Verdict.ILLEGAL;
    }

    /** The above, and closed to guests by the same bit of {@code hstateen}. */
    Gate.Verdict byHypervisor(int index, long bit, Privilege privilege, boolean virtualized) {
        if (byMachine(index, bit, privilege) == Gate.Verdict.ILLEGAL) {
            return Gate.Verdict.ILLEGAL;
        }
        boolean open = !virtualized || (hypervisor.get(index).read() & bit) != 0;
        return open ? Gate.Verdict.ALLOWED : Gate.Verdict.VIRTUAL;
    }

    private Gate supervisorGate(int index) {
        return (_, privilege, virtualized) -> byHypervisor(index, STATE_ENABLES, privilege, virtualized);
    }
}

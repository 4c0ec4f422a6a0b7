package org.cofferdam.platform;

import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Level;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.translator.Engine;

/** What firmware at M-mode does before it hands harts to a hypervisor at HS-mode. */
final class Firmware {
    private static final int MEDELEG = 0x302;
    private static final int MIDELEG = 0x303;
    private static final int MCOUNTEREN = 0x306;
    private static final int MENVCFG = 0x30A;
    private static final int MSTATEEN0 = 0x30C;
    private static final int PMPCFG0 = 0x3A0;
    private static final int PMPADDR0 = 0x3B0;

    /** All that S-mode software handles: not the environment calls of S and M. */
    private static final long DELEGATED_EXCEPTIONS = ~(1L << 9 | 1L << 11);
    /** SSI, STI and SEI; those of VS-mode are always delegated. */
    private static final long DELEGATED_INTERRUPTS = 1L << 1 | 1L << 5 | 1L << 9;

    private static final long COUNTERS = 0b111;
    private static final long STCE = 1L << 63;
    /** Below M-mode the next level decides what is open. */
    private static final long ALL_STATE = -1;

    private static final long NAPOT_READ_WRITE_EXECUTE = 0b0001_1111;
    private static final long WHOLE_ADDRESS_SPACE = -1L >>> 10;

    private Firmware() {}

    /** The harts of a board with this address space, at HS-mode. */
    static List<Hart> boot(Bus bus, int count, int vmidBits) {
        CodeCache code = Engine.standard().codeCache(bus);
        return IntStream.range(0, count)
                .mapToObj(id -> boot(new Hart(id, bus, code, vmidBits)))
                .toList();
    }

    private static Hart boot(Hart hart) {
        hart.csrs.write(MEDELEG, DELEGATED_EXCEPTIONS);
        hart.csrs.write(MIDELEG, DELEGATED_INTERRUPTS);
        hart.csrs.write(MCOUNTEREN, COUNTERS);
        hart.csrs.write(MENVCFG, STCE);
        hart.csrs.write(MSTATEEN0, ALL_STATE);
        hart.csrs.write(PMPADDR0, WHOLE_ADDRESS_SPACE);
        hart.csrs.write(PMPCFG0, NAPOT_READ_WRITE_EXECUTE);
        hart.enter(Privilege.SUPERVISOR, false);
        hart.attach(Level.MACHINE, _ -> {
            throw new IllegalStateException("a trap to M-mode, which has no software here");
        });
        return hart;
    }
}

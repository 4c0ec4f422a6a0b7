package org.cofferdam.machine.instructions;

import java.util.List;
import java.util.stream.Collectors;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.CsrNames;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;

/** The instruction set of the board's harts. */
public final class Rv64 {
    private static final List<Class<?>> ROOMS = List.of(
            AdditionalFloatInstructions.class,
            AddressInstructions.class,
            AtomicInstructions.class,
            BitInstructions.class,
            CacheBlockInstructions.class,
            CarrylessInstructions.class,
            ConditionalInstructions.class,
            ControlTransferInstructions.class,
            CrossbarInstructions.class,
            CsrInstructions.class,
            DoubleInstructions.class,
            FenceInstructions.class,
            FloatInstructions.class,
            HalfInstructions.class,
            HypervisorInstructions.class,
            IntegerInstructions.class,
            InvalidationInstructions.class,
            LoadStoreInstructions.class,
            MultiplyInstructions.class,
            PackInstructions.class,
            PrefetchInstructions.class,
            PrivilegedInstructions.class,
            ReservationWaitInstructions.class,
            SingleBitInstructions.class);

    private static final InstructionSet INSTRUCTIONS = named(new InstructionSet(ROOMS));

    private Rv64() {}

    /** Names of control and status registers are those that the rows of a hart have. */
    private static InstructionSet named(InstructionSet table) {
        Bus bus = new Bus();
        Hart hart = new Hart(0, bus, new CodeCache(bus, table));
        return table.withCsrNames(
                new CsrNames(hart.csrs.table().stream().collect(Collectors.toMap(Csr::number, Csr::name))));
    }

    /** The table of all instructions, built once; its assembly text knows control and status registers by name. */
    public static InstructionSet instructions() {
        return INSTRUCTIONS;
    }
}

package org.cofferdam.machine.instructions;

import java.util.List;
import org.cofferdam.machine.isa.InstructionSet;

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

    private static final InstructionSet INSTRUCTIONS = new InstructionSet(ROOMS);

    private Rv64() {}

    /** The table of all instructions, built once. */
    public static InstructionSet instructions() {
        return INSTRUCTIONS;
    }
}

package org.cofferdam.platform.oracle;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.hardware.Csr;

/**
 * What a hart brought to the core, read from its registers before the core has seen them.
 *
 * @param hart      its number
 * @param partition whose virtual hart it holds; -1 if none
 * @param virtual   number of that virtual hart
 * @param cause     scause; a kick if the partition was halted meanwhile
 * @param arguments a0 to a7
 * @param pc        sepc
 */
record Call(int hart, int partition, int virtual, long cause, List<Long> arguments, long pc) {
    Call {
        arguments = List.copyOf(arguments);
    }

    private static final long CALL_FROM_VS = 10;
    private static final long KICK = 1L << 63 | 1;
    private static final int A0 = 10;
    private static final int ARGUMENTS = 8;
    private static final int A6 = 6;
    private static final int A7 = 7;
    private static final int INTEGERS = 32;
    /** Where {@code Inspection.registers} has the pc. */
    private static final int PC = 64;

    /** Reads a hart. */
    static Call of(Surroundings system, int number) {
        Hart hart = system.harts().get(number);
        int partition = system.inspection().partitionOn(number);
        List<Long> arguments =
                LongStream.of(hart.x).skip(A0).limit(ARGUMENTS).boxed().toList();
        long scause = hart.csrs.read(Csr.SCAUSE);
        long cause = scause >= 0 && isHalted(system, partition) ? KICK : scause;
        boolean calls = partition >= 0 && cause == CALL_FROM_VS;
        return new Call(
                number,
                partition,
                calls ? virtual(system, hart, partition) : 0,
                partition >= 0 ? cause : -1,
                arguments,
                hart.csrs.read(Csr.SEPC));
    }

    /**
     * Whether a partition was halted while a hart executed it: of that the core takes nothing but that it has come back. One hart alone
     * takes the kick before it executes anything.
     */
    private static boolean isHalted(Surroundings system, int partition) {
        return system.harts().size() > 1
                && system.control()
                        .query(partition)
                        .filter(info -> info.state() != PartitionState.RUNNING)
                        .isPresent();
    }

    /** Which virtual hart it holds: the one that has its registers. */
    private static int virtual(Surroundings system, Hart hart, int partition) {
        for (int virtual = 0; ; virtual++) {
            Optional<long[]> registers = system.inspection().registers(partition, virtual);
            if (registers.isEmpty()) {
                return 0;
            }
            boolean same = registers.get()[PC] == hart.csrs.read(Csr.SEPC);
            for (int i = 1; i < INTEGERS; i++) {
                same &= registers.get()[i] == hart.x[i];
            }
            if (same) {
                return virtual;
            }
        }
    }

    /** Argument register a0 to a7. */
    long argument(int index) {
        return arguments.get(index);
    }

    /** Whether it calls the core, by ECALL. */
    boolean calls() {
        return cause == CALL_FROM_VS;
    }

    /** The hypercall that it makes, if it makes one that there is. */
    Optional<Hypercall> hypercall() {
        if (calls() && argument(A7) == Hypercall.EXTENSION) {
            for (Hypercall each : Hypercall.values()) {
                if (each.number() == argument(A6)) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    /** a0 and a1 of the virtual hart now, and whether it is to make its call again. */
    Result result(Surroundings system) {
        return system.inspection()
                .registers(partition, virtual)
                .map(now -> new Result(now[A0], now[A0 + 1], now[PC] == pc))
                .orElse(new Result(0, 0, false));
    }

    /** What came of a call. */
    record Result(long error, long value, boolean again) {}

    @Override
    public String toString() {
        String who = partition < 0 ? "nobody" : "partition " + partition;
        return hypercall()
                .map(call -> "%s called %s on hart %d: a0 0x%x, a1 0x%x, a2 0x%x, a3 0x%x"
                        .formatted(who, call, hart, argument(0), argument(1), argument(2), argument(3)))
                .orElse(
                        calls()
                                ? "%s made SBI call 0x%x, function %d, on hart %d"
                                        .formatted(who, argument(A7), argument(A6), hart)
                                : "hart %d trapped from %s with scause 0x%x at 0x%x".formatted(hart, who, cause, pc));
    }
}

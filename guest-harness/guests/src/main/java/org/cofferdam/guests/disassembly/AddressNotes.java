package org.cofferdam.guests.disassembly;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cofferdam.machine.isa.Decoded;

/**
 * Works out addresses that instructions form in two steps, as objdump does: the upper part by LUI or AUIPC, the lower by
 * whatever uses the register first. Knows nothing of control flow, so it may be wrong where code jumps in between.
 */
final class AddressNotes {
    private static final Set<String> INDIRECT = Set.of(
            "lb", "lh", "lw", "ld", "lbu", "lhu", "lwu", "sb", "sh", "sw", "sd", "flh", "flw", "fld", "fsh", "fsw",
            "fsd", "jalr");

    private static final Set<String> COMPRESSED_SUMS = Set.of("c.addi", "c.addiw");

    private static final int ZERO = 0;
    private static final int RETURN_ADDRESS = 1;
    private static final int GLOBAL_POINTER = 3;
    private static final int THREAD_POINTER = 4;

    private final boolean aliases;
    private final OptionalLong globalPointer;
    private final long[] upper = new long[32];
    private final boolean[] known = new boolean[32];

    /**
     * Notes for a listing.
     *
     * @param aliases whether pseudo-instructions hide offsets of zero
     * @param globalPointer what gp holds, if a symbol says so
     */
    AddressNotes(boolean aliases, OptionalLong globalPointer) {
        this.aliases = aliases;
        this.globalPointer = globalPointer;
    }

    /** The address that this instruction completes; to be asked of one instruction after the other. */
    Optional<Long> note(Decoded instruction, long address) {
        String name = instruction.encoding().definition().mnemonic();
        boolean whole = instruction.length() == 4;
        return switch (name) {
            case "lui" -> remember(instruction, 0);
            case "auipc" -> remember(instruction, address);
            case "addi", "addiw" -> adds(instruction, whole) ? complete(instruction, name.equals("addiw")) : none();
            case String other -> {
                boolean indirect = whole && INDIRECT.contains(other) && !(aliases && returns(other, instruction));
                yield indirect ? complete(instruction, false) : none();
            }
        };
    }

    private static Optional<Long> none() {
        return Optional.empty();
    }

    /** Whether it is a plain return, whose text names no register. */
    private static boolean returns(String name, Decoded instruction) {
        return name.equals("jalr")
                && instruction.operand("rd") == ZERO
                && instruction.operand("rs1") == RETURN_ADDRESS
                && instruction.operand("imm") == 0;
    }

    /** Not a load of an immediate, nor (if pseudo-instructions are used) a move or a sign extension. */
    private boolean adds(Decoded instruction, boolean whole) {
        boolean addend = !aliases || instruction.operand("imm") != 0;
        boolean form = whole || COMPRESSED_SUMS.contains(instruction.encoding().mnemonic());
        return instruction.operand("rs1") != ZERO && addend && form;
    }

    private Optional<Long> remember(Decoded instruction, long base) {
        int rd = (int) instruction.operand("rd");
        upper[rd] = base + instruction.operand("imm");
        known[rd] = true;
        return none();
    }

    private Optional<Long> complete(Decoded instruction, boolean word) {
        int base = (int) instruction.operand("rs1");
        long offset = instruction.operand("imm");
        long sum;
        if (known[base]) {
            sum = (base == ZERO ? 0 : upper[base]) + offset;
            known[base] = false;
        } else if (base == GLOBAL_POINTER && globalPointer.isPresent()) {
            sum = globalPointer.getAsLong() + offset;
        } else if (base == ZERO || base == THREAD_POINTER) {
            sum = offset;
        } else {
            return none();
        }
        return Optional.of(word ? (int) sum : sum);
    }
}

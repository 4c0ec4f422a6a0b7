package org.cofferdam.machine.isa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Writes instructions as GNU objdump does: a tab behind the mnemonic, no spaces, targets instead of distances, and by
 * default pseudo-instructions for what they stand for and nothing to tell 16-bit instructions from 32-bit ones.
 */
public final class Disassembler {
    private static final String DEFINED_ILLEGAL = "unimp";
    private static final String UNKNOWN = "unknown";

    private final InstructionSet table;
    private final Map<InstructionDefinition, Encoding> bases;
    private final Map<InstructionDefinition, List<AliasForm>> aliases;
    private final boolean aliased;
    private final CsrNames names;
    private final LongFunction<String> targets;

    /**
     * A writer of the table's instructions.
     *
     * @param aliased whether to use pseudo-instructions and to hide the forms of 16-bit instructions
     * @param targets writes the address that a branch or jump goes to
     */
    public Disassembler(InstructionSet table, boolean aliased, LongFunction<String> targets) {
        this.table = table;
        this.aliased = aliased;
        this.targets = targets;
        names = table.csrNames();
        bases = table.bases();
        aliases = table.aliases();
    }

    /** The instruction of 32 bits, or 16 in the lower half, at an address; {@code .2byte} or {@code .4byte} if illegal. */
    public String text(int bits, long address) {
        int length = InstructionSet.lengthOf(bits);
        Optional<Decoded> decoded = table.decode(bits);
        if (decoded.isPresent()) {
            return aliased ? aliased(decoded.get(), address) : plain(decoded.get(), address);
        }
        if (length == 2 && (bits & 0xffff) == 0) {
            return aliased ? DEFINED_ILLEGAL : "c." + DEFINED_ILLEGAL;
        }
        return length == 2 ? ".2byte\t0x%x".formatted(bits & 0xffff) : ".4byte\t0x%x".formatted(bits);
    }

    private String aliased(Decoded decoded, long address) {
        Encoding encoding = decoded.encoding();
        if (isHint(decoded)) {
            return plain(decoded, address);
        }
        Optional<AssemblySyntax> alias = aliases.get(encoding.definition()).stream()
                .filter(form -> form.describes(decoded::operand))
                .findFirst()
                .map(AliasForm::syntax);
        if (alias.isEmpty() && encoding.writtenAs().isPresent()) {
            return text(decoded, encoding.writtenAs().get(), address);
        }
        AssemblySyntax own = bases.get(encoding.definition()).syntax();
        return alias.orElse(own)
                .format(
                        encoding.suffix(decoded.bits()),
                        AssemblySyntax.Spacing.NARROW,
                        operand -> decoded.operand(operand.field()),
                        (operand, value) -> write(operand, value, address));
    }

    /** A 16-bit instruction without effect, written as it is lest it look like something useful. */
    private static boolean isHint(Decoded decoded) {
        return decoded.length() == 2 && decoded.encoding().pattern().has("rd") && decoded.operand("rd") == 0;
    }

    private String plain(Decoded decoded, long address) {
        return text(decoded, decoded.encoding().syntax(), address);
    }

    /** In a syntax over the fields of the instruction's own encoding. */
    private String text(Decoded decoded, AssemblySyntax syntax, long address) {
        return syntax.format(
                decoded.encoding().suffix(decoded.bits()),
                AssemblySyntax.Spacing.NARROW,
                operand -> decoded.encoding().field(operand, decoded.bits()),
                (operand, value) -> write(operand, value, address));
    }

    private String write(AssemblySyntax.Operand operand, long value, long address) {
        return switch (operand.kind()) {
            case OFFSET -> targets.apply(address + value);
            case SHIFT_AMOUNT -> "0x" + Long.toHexString(value);
            case ROUNDING -> FieldKind.isReservedRounding(value) ? UNKNOWN : operand.format(value, names::format);
            case FENCE_SET -> value == 0 ? UNKNOWN : operand.format(value, names::format);
            default -> operand.format(value, names::format);
        };
    }
}

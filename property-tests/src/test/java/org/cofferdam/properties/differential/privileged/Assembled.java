package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.instructions.Rv64;

/** Short runs of instructions from assembly text; t3 and t4 are theirs. */
final class Assembled {

    private Assembled() {}

    static List<Integer> lines(String... lines) {
        return lines(Arrays.asList(lines));
    }

    @SafeVarargs
    static List<Integer> lines(List<String>... parts) {
        List<Integer> instructions = new ArrayList<>();
        for (List<String> part : parts) {
            part.forEach(line -> instructions.add(Rv64.instructions().encode(line)));
        }
        return instructions;
    }

    static List<Integer> constant(String register, long value) {
        return lines(Constant.load(register, value));
    }

    /** Sets a field of a register. */
    static List<String> bits(String csr, long field, long value) {
        List<String> lines = new ArrayList<>(Constant.load("t3", field));
        lines.add("csrrc zero, %s, t3".formatted(csr));
        if (value != 0) {
            lines.addAll(Constant.load("t3", value));
            lines.add("csrrs zero, %s, t3".formatted(csr));
        }
        return lines;
    }

    /** An {@code mret} or {@code sret} to what comes behind it, where users see the code or where supervisors do. */
    static List<String> returnBehind(String instruction, String csr, boolean atUserCode) {
        List<String> higher = atUserCode ? List.of("lui t4, 0x20000", "add t3, t3, t4") : List.of();
        List<String> lines = new ArrayList<>(List.of("auipc t3, 0"));
        lines.add("addi t3, t3, " + 4 * (4 + higher.size()));
        lines.addAll(higher);
        lines.add("csrrw zero, %s, t3".formatted(csr));
        lines.add(instruction);
        return lines;
    }
}

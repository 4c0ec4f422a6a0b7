package org.cofferdam.machine.board;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.Extension;

/** What the board's harts implement, as the device tree says it (the order is that of the ISA naming chapter). */
public final class HartExtensions {
    /** What others in the table contain: C in parts, half precision's conversions, the carry-less half of Zbkc. */
    private static final List<String> CONTAINED = List.of("zbkc", "zca", "zcd", "zfhmin");

    /** What adds no instructions to the table: registers, hints that are other instructions, translation. */
    private static final List<String> WITHOUT_INSTRUCTIONS = List.of(
            "zicntr",
            "zihintntl",
            "zihpm",
            "sha",
            "smstateen",
            "sscofpmf",
            "sstc",
            "svade",
            "svadu",
            "svnapot",
            "svpbmt");

    /** The order of single letters, and of those that a Z is followed by (ISA naming, "Subset Naming Convention"). */
    private static final String CANONICAL_LETTERS = "imafdqcbpvh";

    private static final List<String> NAMES = Stream.of(
                    Rv64.instructions().encodings().stream().map(Encoding::extension),
                    CONTAINED.stream(),
                    WITHOUT_INSTRUCTIONS.stream())
            .flatMap(Function.identity())
            .filter(name -> !name.equals(Extension.PRIVILEGED))
            .distinct()
            .sorted(Comparator.comparing(HartExtensions::rank).thenComparing(Function.identity()))
            .toList();

    /** {@code mmu-type}: the largest mode of satp. */
    static final String LARGEST_TRANSLATION = "riscv,sv57";

    /** Bytes that a cache-block instruction means. */
    static final int CACHE_BLOCK = 64;

    private HartExtensions() {}

    /** The properties that tell {@link #CACHE_BLOCK}, one for each extension that has such instructions. */
    static List<String> blockSizes() {
        return names().stream()
                .filter(List.of("zicbom", "zicbop", "zicboz")::contains)
                .map(name -> "riscv," + name.replace("zic", "c") + "-block-size")
                .toList();
    }

    /** The base, without extensions: {@code riscv,isa-base}. */
    static String base() {
        return "rv64i";
    }

    /** All names: {@code riscv,isa-extensions}. */
    public static List<String> names() {
        return NAMES;
    }

    /** In one string: {@code riscv,isa}. */
    static String string() {
        String letters = NAMES.stream().filter(HartExtensions::isLetter).collect(Collectors.joining());
        return Stream.concat(Stream.of("rv64" + letters), NAMES.stream().filter(name -> !isLetter(name)))
                .collect(Collectors.joining("_"));
    }

    private static boolean isLetter(String name) {
        return name.length() == 1;
    }

    /** Letters come first, then Z in the order of their second letters, then the rest. */
    private static int rank(String name) {
        if (isLetter(name)) {
            return CANONICAL_LETTERS.indexOf(name);
        }
        int groups = CANONICAL_LETTERS.length();
        return name.startsWith("z") ? groups + CANONICAL_LETTERS.indexOf(name.charAt(1)) : 3 * groups;
    }
}

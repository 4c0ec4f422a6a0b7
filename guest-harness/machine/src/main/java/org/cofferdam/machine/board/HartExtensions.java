package org.cofferdam.machine.board;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the board's harts implement, as the device tree says it (the order is that of the ISA naming chapter). */
public final class HartExtensions {
    private static final List<String> SINGLE_LETTER = List.of("i", "m", "a", "f", "d", "c", "h");
    private static final List<String> MULTI_LETTER =
            List.of("zicntr", "zicsr", "zifencei", "zba", "zbb", "zbs", "sstc");

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
        return Stream.concat(SINGLE_LETTER.stream(), MULTI_LETTER.stream()).toList();
    }

    /** In one string: {@code riscv,isa}. */
    static String string() {
        return Stream.concat(Stream.of("rv64" + String.join("", SINGLE_LETTER)), MULTI_LETTER.stream())
                .collect(Collectors.joining("_"));
    }
}

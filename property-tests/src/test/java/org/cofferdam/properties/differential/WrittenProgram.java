package org.cofferdam.properties.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program as a word for the command line: what its start is drawn from, and its instructions. Such as {@code
 * 5.0/00000513-00000073/9002}: units follow strokes.
 *
 * @param seed from which registers, memory and page tables are drawn
 * @param slot its place among the programs of a run, which decides its addresses
 * @param units instructions that belong together
 */
public record WrittenProgram(long seed, int slot, List<List<Integer>> units) {

    @Override
    public String toString() {
        return seed + "." + slot + units.stream().map(WrittenProgram::unit).collect(Collectors.joining());
    }

    private static String unit(List<Integer> unit) {
        return unit.stream().map(bits -> HexFormat.of().toHexDigits(bits)).collect(Collectors.joining("-", "/", ""));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static WrittenProgram parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        String[] start = parts.getFirst().split("\\.", -1);
        List<List<Integer>> units = new ArrayList<>();
        for (String unit : parts.subList(1, parts.size())) {
            units.add(Arrays.stream(unit.split("-", -1))
                    .map(HexFormat::fromHexDigits)
                    .toList());
        }
        return new WrittenProgram(Long.parseLong(start[0]), Integer.parseInt(start[1]), units);
    }
}

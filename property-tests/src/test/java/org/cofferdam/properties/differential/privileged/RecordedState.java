package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The digests of one program and of what it left behind, a line of a recording.
 *
 * @param seed the program's
 * @param digests in the order of {@link #PARTS}, 32 bits each
 */
record RecordedState(long seed, List<Integer> digests) {

    /** The first is of the program and its start: it tells a changed generator from a changed machine. */
    static final List<String> PARTS = List.of("program", "traps", "registers", "CSRs", "memory");

    /** What a machine has left of each program of a batch. */
    static List<RecordedState> of(PrivilegedBatch batch, byte[] memory) {
        return batch.programs().stream()
                .map(program -> of(program, batch.image(), memory))
                .toList();
    }

    private static RecordedState of(PrivilegedProgram program, byte[] image, byte[] memory) {
        List<Integer> digests = new ArrayList<>(List.of(Digest.of(PrivilegedBatch.block(program, image))));
        digests.addAll(PrivilegedBatch.outcome(program, memory).digests());
        return new RecordedState(program.seed(), digests);
    }

    static RecordedState parse(String line) {
        String[] fields = line.split(" ", -1);
        return new RecordedState(
                Long.parseLong(fields[0]),
                IntStream.range(1, fields.length)
                        .mapToObj(i -> HexFormat.fromHexDigits(fields[i]))
                        .toList());
    }

    String line() {
        return seed + " " + digests.stream().map(HexFormat.of()::toHexDigits).collect(Collectors.joining(" "));
    }

    /** The parts in which two states of one program differ. */
    List<String> differences(RecordedState other) {
        return IntStream.range(0, PARTS.size())
                .filter(i -> !digests.get(i).equals(other.digests.get(i)))
                .mapToObj(PARTS::get)
                .toList();
    }
}

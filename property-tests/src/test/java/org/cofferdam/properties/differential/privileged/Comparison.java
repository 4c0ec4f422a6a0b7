package org.cofferdam.properties.differential.privileged;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cofferdam.properties.differential.OwnMachine;
import org.cofferdam.properties.differential.ShrinkablePrograms;

/**
 * Runs programs on the hart and on an oracle, and tells the story of the first that ends differently: shortened to the
 * units that the difference needs.
 *
 * @param name what the other machine is called
 */
record Comparison(String name, Dialect dialect, Oracle oracle) {

    /**
     * Runs a batch.
     *
     * @param replay what to type to see the same again, with a place for the seed
     * @return RAM as the other machine has left it
     * @throws AssertionError with a story, if a program ends differently
     */
    byte[] requireSame(PrivilegedBatch batch, String replay) throws IOException, InterruptedException {
        byte[] there = oracle.run(batch.image());
        List<Optional<String>> differences = differences(batch, new OwnMachine().run(batch.image()), there);
        for (int i = 0; i < differences.size(); i++) {
            if (differences.get(i).isPresent()) {
                throw new AssertionError(
                        story(batch.programs().get(i), differences.get(i).get(), replay));
            }
        }
        return there;
    }

    /** In what a program ends differently when nothing runs before it. */
    Optional<String> difference(PrivilegedProgram program) throws IOException, InterruptedException {
        return differences(new PrivilegedBatch(dialect, List.of(program))).getFirst();
    }

    /** The same for each program of a batch. */
    List<Optional<String>> differences(PrivilegedBatch batch) throws IOException, InterruptedException {
        return differences(batch, new OwnMachine().run(batch.image()), oracle.run(batch.image()));
    }

    private List<Optional<String>> differences(PrivilegedBatch batch, byte[] here, byte[] there) {
        return batch.programs().stream()
                .map(program -> PrivilegedBatch.outcome(program, here)
                        .differenceTo(PrivilegedBatch.outcome(program, there), dialect))
                .toList();
    }

    private String story(PrivilegedProgram program, String inBatch, String replay)
            throws IOException, InterruptedException {
        PrivilegedProgram shortest = shorten(program);
        String difference = difference(shortest)
                .orElse("nothing when it runs alone: it depends on the programs before it in the batch; there: "
                        + inBatch);
        return """
            the program of seed %d ends differently here and on %s:
              %s
            what it takes (%d of %d units):
            %s
            replay: %s\
            """.formatted(
                        program.seed(),
                        name,
                        difference,
                        shortest.units().size(),
                        program.units().size(),
                        shortest.text(),
                        replay.formatted(program.seed()));
    }

    /** As small as it gets by steps that keep a difference. */
    private PrivilegedProgram shorten(PrivilegedProgram program) throws IOException, InterruptedException {
        for (PrivilegedProgram smaller : (Iterable<PrivilegedProgram>) ShrinkablePrograms.smaller(program)::iterator) {
            if (difference(smaller).isPresent()) {
                return shorten(smaller);
            }
        }
        return program;
    }
}

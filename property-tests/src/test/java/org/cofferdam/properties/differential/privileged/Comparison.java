package org.cofferdam.properties.differential.privileged;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.properties.differential.OwnMachine;

/**
 * Runs programs on the hart and on an oracle, and tells the story of the first that ends differently: shortened to the
 * units that the difference needs.
 *
 * @param name what the other machine is called
 */
record Comparison(String name, Oracle oracle) {

    /**
     * Runs a batch.
     *
     * @param replay what to type to see the same again, with a place for the seed
     * @return RAM as the other machine has left it
     * @throws AssertionError with a story, if a program ends differently
     */
    byte[] requireSame(PrivilegedBatch batch, String replay) throws IOException, InterruptedException {
        byte[] here = new OwnMachine().run(batch.image());
        byte[] there = oracle.run(batch.image());
        for (PrivilegedProgram program : batch.programs()) {
            Optional<String> difference =
                    PrivilegedBatch.outcome(program, here).differenceTo(PrivilegedBatch.outcome(program, there));
            if (difference.isPresent()) {
                throw new AssertionError(story(program, difference.get(), replay));
            }
        }
        return there;
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
                replay: %s""".formatted(
                        program.seed(),
                        name,
                        difference,
                        shortest.units().size(),
                        program.units().size(),
                        shortest.text(),
                        replay.formatted(program.seed()));
    }

    /** Leaves out units, halves of them first, as long as there is a difference. */
    private PrivilegedProgram shorten(PrivilegedProgram program) throws IOException, InterruptedException {
        List<List<Integer>> units = program.units();
        for (int size = Math.max(1, units.size() / 2); size > 0; size /= 2) {
            for (int at = 0; at < units.size(); ) {
                List<List<Integer>> fewer = new ArrayList<>(units);
                fewer.subList(at, Math.min(at + size, fewer.size())).clear();
                if (difference(program.with(fewer)).isPresent()) {
                    units = fewer;
                } else {
                    at += size;
                }
            }
        }
        return program.with(units);
    }

    private Optional<String> difference(PrivilegedProgram program) throws IOException, InterruptedException {
        byte[] image = new PrivilegedBatch(List.of(program)).image();
        PrivilegedOutcome here = PrivilegedBatch.outcome(program, new OwnMachine().run(image));
        return here.differenceTo(PrivilegedBatch.outcome(program, oracle.run(image)));
    }
}

package org.cofferdam.properties.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;
import org.junit.jupiter.api.Test;

/**
 * Random programs over the whole unprivileged instruction table end with the same registers, flags, traps and memory
 * on QEMU and here. Other programs than CI's are had with {@code -Ddifferential.seed=} and {@code
 * -Ddifferential.programs=}.
 */
final class DifferentialAgainstQemuTest {

    private static final long SEED = Long.getLong("differential.seed", 1);
    private static final String HART = "rv64,zbkb=true,zbkx=true,Zfh=true";
    private static final int PROGRAMS = Integer.getInteger("differential.programs", 2000);

    @Test
    void randomProgramsEndAsOnQemu() throws IOException, InterruptedException {
        assumeTrue(Qemu.isInstalled(), "qemu-system-riscv64 is not installed");
        for (int done = 0; done < PROGRAMS; done += ProgramBatch.MOST_PROGRAMS) {
            long first = SEED + done;
            int count = Math.min(PROGRAMS - done, ProgramBatch.MOST_PROGRAMS);
            List<RandomProgram> programs = LongStream.range(first, first + count)
                    .mapToObj(RandomProgram::draw)
                    .toList();
            List<String> differences = differences(new ProgramBatch(programs));
            for (int i = 0; i < count; i++) {
                if (!differences.get(i).isEmpty()) {
                    throw new AssertionError(story(programs.get(i)));
                }
            }
        }
    }

    /** A generator that leaves something out would prove less than it says. */
    @Test
    void programsUseEveryEncodingAndTrapAtTimes() {
        List<RandomProgram> programs =
                LongStream.range(0, 1000).mapToObj(RandomProgram::draw).toList();
        Set<String> used = programs.stream()
                .flatMap(program -> program.instructions().stream())
                .map(bits -> Rv64.instructions()
                        .decode(bits)
                        .orElseThrow()
                        .encoding()
                        .mnemonic())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> drawn = RandomInstructions.ENCODINGS.stream()
                .map(Encoding::mnemonic)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(drawn, used);
        assertTrue(drawn.containsAll(Set.of("add", "mulh", "amoadd.d", "sc.w", "cpop", "bset", "fmadd.d", "c.fld")));

        ProgramBatch batch = new ProgramBatch(programs);
        byte[] memory = new OwnMachine().run(batch.image());
        long trapped = IntStream.range(0, programs.size())
                .filter(i -> batch.outcome(i, memory).hasTrapped())
                .count();
        assertTrue(trapped > 10 && trapped < 900, trapped + " programs of 1000 trap");
    }

    /** For each program, in what the machines differ; empty if in nothing. */
    private static List<String> differences(ProgramBatch batch) throws IOException, InterruptedException {
        byte[] image = batch.image();
        byte[] there = Qemu.run(image, HART);
        byte[] here = new OwnMachine().run(image);
        return IntStream.range(0, batch.size())
                .mapToObj(i -> batch.outcome(i, here).differenceTo(batch.outcome(i, there)))
                .toList();
    }

    /** Finds the shortest prefix that ends differently: its last instruction is the one to look at. */
    private static String story(RandomProgram program) throws IOException, InterruptedException {
        List<RandomProgram> prefixes = IntStream.rangeClosed(0, program.units().size())
                .mapToObj(program::prefix)
                .toList();
        List<String> differences = differences(new ProgramBatch(prefixes));
        int shortest = IntStream.range(0, differences.size())
                .filter(i -> !differences.get(i).isEmpty())
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("the difference depends on the programs before: seed " + program.seed()));
        return """
                program %d: after %s
                  %s
                  (here: this machine; there: QEMU)
                  all before:
                    %s
                  replay: mvn test -pl property-tests -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false \
                -Ddifferential.seed=%d -Ddifferential.programs=1""".formatted(
                        program.seed(),
                        prefixes.get(shortest).lastUnit(),
                        differences.get(shortest),
                        prefixes.subList(1, Math.max(shortest, 1)).stream()
                                .map(RandomProgram::lastUnit)
                                .collect(Collectors.joining("\n    ")),
                        DifferentialAgainstQemuTest.class.getSimpleName(),
                        program.seed());
    }
}

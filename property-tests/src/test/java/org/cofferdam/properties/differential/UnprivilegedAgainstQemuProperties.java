package org.cofferdam.properties.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Encoding;

/**
 * Random programs over the whole unprivileged instruction table end with the same registers, flags, traps and memory
 * on QEMU and here.
 */
final class UnprivilegedAgainstQemuProperties {

    private static final String HART = "rv64,zbkb=true,zbkx=true,Zfh=true";
    private static final int PROGRAMS_IN_A_RUN = 500;

    @Provide
    Arbitrary<Programs<RandomProgram>> runs() {
        return RunArbitrary.of(PROGRAMS_IN_A_RUN, (random, _) -> RandomProgram.draw(random), RandomProgram::read);
    }

    @Property(tries = 4, seed = "1", shrinking = ShrinkingMode.FULL)
    @AddLifecycleHook(NeedsQemu.class)
    void programsEndAsOnQemu(@ForAll("runs") Programs<RandomProgram> run) throws IOException, InterruptedException {
        ProgramBatch batch = new ProgramBatch(run.list());
        byte[] image = batch.image();
        byte[] there = Qemu.run(image, HART);
        byte[] here = new OwnMachine().run(image);
        for (int i = 0; i < batch.size(); i++) {
            String difference = batch.outcome(i, here).differenceTo(batch.outcome(i, there));
            assertTrue(
                    difference.isEmpty(),
                    "%s%n  (here: this machine; there: QEMU)%n%s%nreplay: %s"
                            .formatted(difference, run.list().get(i).text(), RunArbitrary.replay(getClass(), run)));
        }
    }

    /** A generator that leaves something out would prove less than it says. */
    @Example
    void programsUseEveryEncodingAndTrapAtTimes() {
        Random random = new Random(0);
        List<RandomProgram> programs =
                Stream.generate(() -> RandomProgram.draw(random)).limit(1000).toList();
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
}

package org.cofferdam.properties.differential.privileged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.cofferdam.properties.differential.NeedsQemu;
import org.cofferdam.properties.differential.OwnMachine;
import org.cofferdam.properties.differential.Programs;
import org.cofferdam.properties.differential.Qemu;
import org.cofferdam.properties.differential.RunArbitrary;
import org.cofferdam.properties.differential.WrittenProgram;

/**
 * Programs in M-, S- and U-mode with page tables, delegation, interrupts, counters and physical memory protection end as on
 * QEMU 7.2, in all but what {@link QemuDifference} lists.
 */
@AddLifecycleHook(NeedsQemu.class)
final class PrivilegedAgainstQemuProperties {

    /** AIA is on for the order of interrupts, which QEMU 7.2 has wrong without it ("Machine Interrupt"). */
    private static final String HART = "rv64,h=true,zbkb=true,zbkx=true,Zfh=true,svinval=true,svnapot=true,svpbmt=true"
            + ",pmu-num=29,x-smaia=true,x-ssaia=true";

    private static final Dialect DIALECT = Dialect.QEMU;

    @Provide
    Arbitrary<Programs<PrivilegedProgram>> runs() {
        return RunArbitrary.of(
                DIALECT.slots(),
                (random, slot) -> PrivilegedProgram.draw(random, slot, DIALECT),
                written -> PrivilegedProgram.read(written, DIALECT));
    }

    @Property(tries = 20, seed = "1", shrinking = ShrinkingMode.FULL)
    void programsEndAsOnQemu(@ForAll("runs") Programs<PrivilegedProgram> run) throws IOException, InterruptedException {
        PrivilegedBatch batch = new PrivilegedBatch(DIALECT, run.list());
        List<Optional<String>> differences = comparison(DIALECT).differences(batch);
        for (int i = 0; i < differences.size(); i++) {
            if (differences.get(i).isPresent()) {
                throw new AssertionError("%s%n  (here: this machine; there: QEMU)%n%s%nreplay: %s"
                        .formatted(
                                differences.get(i).get(),
                                batch.programs().get(i).text(),
                                RunArbitrary.replay(getClass(), run)));
            }
        }
    }

    /** A table that nobody checks would hide what has been mended, or never was. */
    @Example
    void everyListedDifferenceShows() throws IOException, InterruptedException {
        List<QemuDifference> all = List.of(QemuDifference.values());
        List<PrivilegedProgram> programs = IntStream.range(0, all.size())
                .mapToObj(i -> new WrittenProgram(0, i, List.of(all.get(i).example())))
                .map(written -> PrivilegedProgram.read(written, DIALECT))
                .toList();
        PrivilegedBatch batch = new PrivilegedBatch(DIALECT, programs);
        byte[] here = new OwnMachine().run(batch.image());
        byte[] there = Qemu.run(batch.image(), HART);
        Set<QemuDifference> shown = EnumSet.noneOf(QemuDifference.class);
        for (PrivilegedProgram program : programs) {
            QemuDifference listed = all.get(program.slot());
            PrivilegedBatch.outcome(program, here)
                    .differenceTo(PrivilegedBatch.outcome(program, there), DIALECT.without(listed))
                    .ifPresent(_ -> shown.add(listed));
        }
        assertEquals(EnumSet.allOf(QemuDifference.class), shown);
    }

    private static Comparison comparison(Dialect dialect) {
        return new Comparison("QEMU", dialect, image -> Qemu.run(image, HART));
    }
}

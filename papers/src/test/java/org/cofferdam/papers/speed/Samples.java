package org.cofferdam.papers.speed;

import java.util.ArrayList;
import java.util.List;

/** Small results with numbers that are easy to reckon with. */
final class Samples {
    private Samples() {}

    /** A sample whose warm times are a tenth of the whole ones. */
    static Sample sample(Program program, Contestant contestant, int round, double wall) {
        long retired = contestant.engine().isPresent() ? 3_000_000_000L : 0;
        return new Sample(
                program, contestant, round, 10, wall, 2 * wall, wall / 2, wall / 10, wall / 5, wall / 20, retired);
    }

    /** Three rounds of two programs, of which two harts do one, of a program that exits, and of Debian. */
    static Results results() {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            double swing = round == 2 ? 7 : 1;
            samples.add(sample(Program.INTEGER, Contestant.TRANSLATOR_PAIR, round, swing * 3.75));
            for (Contestant contestant : List.of(Contestant.QEMU, Contestant.TRANSLATOR)) {
                double faster = contestant == Contestant.QEMU ? 1 : 2;
                samples.add(sample(Program.INTEGER, contestant, round, swing * 6 / faster));
                samples.add(sample(Program.BRANCHES, contestant, round, swing * 8 / (faster * faster * faster)));
                samples.add(sample(Program.HYPERCALL, contestant, round, swing * 4 / faster));
                samples.add(sample(Program.DEBIAN, contestant, round, swing * 3 * faster));
            }
        }
        Host host = new Host("Abacus 3000", 2, "25", "QEMU 7", "", "gcc");
        return new Results("2026-11-27T12:00:00Z", 3, host, 0.25, 1.5, 3, List.of("native: there is no gcc"), samples);
    }
}

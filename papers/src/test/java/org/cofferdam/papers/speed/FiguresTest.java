package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures(Samples.results());

    @Test
    void oneRoundThatWasDisturbedDoesNotCount() {
        assertEquals(
                6,
                figures.median(Program.INTEGER, Contestant.QEMU, Sample::wall).orElseThrow());
    }

    @Test
    void aRatioSaysHowManyTimesAsFastTheFirstIs() {
        assertEquals(
                2,
                figures.ratio(Program.INTEGER, Contestant.TRANSLATOR, Contestant.QEMU, Sample::wall)
                        .orElseThrow());
        List<Program> programs = figures.measured(Program.computing());
        assertEquals(List.of(Program.INTEGER, Program.BRANCHES), programs);
        // Twice and eight times as fast.
        assertEquals(
                4,
                figures.mean(programs, Contestant.TRANSLATOR, Contestant.QEMU, Sample::warmWall)
                        .orElseThrow(),
                1e-9);
    }

    @Test
    void speedsAreOfTheGuestsOwnInstructionsWhoeverExecutesIt() {
        // 3,000 million in ten times of work; QEMU takes 0.6 s for one.
        assertEquals(300, figures.millions(Program.INTEGER).orElseThrow());
        assertEquals(
                500,
                figures.mips(Program.INTEGER, Contestant.QEMU, Sample::warmWall).orElseThrow(),
                1e-9);
        // 100,000 exits in 0.4 s.
        assertEquals(
                250, figures.thousandExits(Program.HYPERCALL, Contestant.QEMU).orElseThrow(), 1e-9);
    }

    @Test
    void whatWasNotMeasuredHasNoNumber() {
        assertTrue(figures.median(Program.MEMORY, Contestant.QEMU, Sample::wall).isEmpty());
        assertTrue(figures.ratio(Program.INTEGER, Contestant.TRANSLATOR, Contestant.NATIVE, Sample::wall)
                .isEmpty());
        assertFalse(figures.contestants(Program.computing()).contains(Contestant.NATIVE));
    }
}

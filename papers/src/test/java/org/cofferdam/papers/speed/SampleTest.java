package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static Execution.Mark mark(double wall, double processor, double thread) {
        return new Execution.Mark(wall, processor, thread, "0000000000000000");
    }

    @Test
    void warmIsTheLaterHalfOnTheAverage() {
        Execution execution = new Execution(
                10,
                12,
                8,
                List.of(mark(4, 8, 3), mark(6, 9, 4), mark(7, 10, 5), mark(7.5, 10.25, 5.25), mark(9, 11, 6)),
                "57 instructions retired, 10000 cycles, state 8e6b00");
        Sample sample = Sample.of(Program.INTEGER, Contestant.TRANSLATOR, 1, 5, execution);
        assertEquals(1, sample.warmWall());
        assertEquals(0.5, sample.warmProcessor());
        assertEquals(0.5, sample.warmThread());
        assertEquals(10, sample.wall());
        assertEquals(57, sample.retired());
    }

    @Test
    void aBootIsOverWhenItSaysSo() {
        Execution execution =
                new Execution(3, 2.5, 2, List.of(mark(2.75, 2.25, 1.75)), "cofferdam-guest ready after 1.2 s");
        Sample sample = Sample.of(Program.DEBIAN, Contestant.QEMU, 1, 1, execution);
        assertEquals(2.75, sample.wall());
        assertEquals(2.25, sample.processor());
        assertEquals(1.75, sample.thread());
        assertEquals(0, sample.warmWall());
        assertEquals(0, sample.retired());
    }
}

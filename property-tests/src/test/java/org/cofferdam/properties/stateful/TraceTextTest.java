package org.cofferdam.properties.stateful;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTextTest {
    private static final String SYSTEM = """
            machine 320 100
            partition harts=1 pages=4
            partition harts=2 pages=4 slack=2 mode=sv48x4 second=read fault=access-outside:stop
            window 0 0 50
            flow 0 1
            steps
            """;

    @Test
    void everyTraceSurvivesItsText() throws BadTrace {
        for (long seed = 1; seed <= 300; seed++) {
            Trace trace = TraceMaker.of(seed);
            assertEquals(trace, TraceText.parse(TraceText.of(trace)), "seed " + seed);
        }
    }

    @Test
    void whatIsBehindAHashSaysNothing() throws BadTrace {
        Trace trace = TraceText.parse("# a note\n" + SYSTEM + "\ncreate 0 0 # like itself\n");
        assertEquals(1, trace.steps().size());
    }

    /** The last line of a text is wrong: which line, which word, what to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|creat 0 0|creat: is no step",
                "7|create 0|like: is missing at the end of the line",
                "7|create 0 0 0|0: is one word too many: take it out",
                "7|create x 0|partition: 'x' is no number: write it as 12, -1 or 0x80001000",
                "7|create 9 0|partition: 9 is not from -1 to 4",
                "7|give-back 2 0 1|partition: 2 is not from 0 to 1",
                "7|read 0 0|partition.hart: '0' should be as 0.0",
                "7|read 0.7 0|hart: 7 is not from 0 to 3",
                "7|call 0.0 GRANT_GIVE 1|call: 'GRANT_GIVE' is no call",
                "7|call 0.0 IDENTITY 1 2 3 4 5 6 7|argument: a call has at most 6",
                "7|post 1.1 HSM.0 1 0xzz|argument: '0xzz' is no number"
            })
    void aBadStepIsToldByLineAndField(int line, String step, String message) {
        assertTold(line, SYSTEM + step, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|machine 1 100|frames: 1 is not from 16 to 4096",
                "1|partition harts=1|pages: is missing: write pages=N",
                "1|partition harts=1 pages=4 mode=sv32|mode: 'sv32' is none of sv39x4, sv48x4, sv57x4",
                "1|partition harts=1 colour=red|colour=red: is no setting",
                "1|partition harts=1 pages=4 fault=stop|fault: 'stop' should be a kind, a colon",
                "1|flow 0 1|from: 0 is not from 0 to -1",
                "1|gate 0|gate: begins no line of a system",
                "1|steps|steps: before them there are a line 'machine FRAMES SLICE'"
            })
    void aBadSystemIsToldByLineAndField(int line, String text, String message) {
        assertTold(line, text, message);
    }

    @Test
    void aSystemThatTheCoreRefusesIsTold() {
        String text = SYSTEM.replace("steps", "port 1 0 queuing 8 1\nsteps");
        assertTold(7, text, "steps: the system above cannot be: ");
    }

    @Test
    void aTextWithoutStepsIsTold() {
        assertTold(2, "machine 320 100\npartition harts=1 pages=4", "steps: is missing");
    }

    private static void assertTold(int line, String text, String message) {
        String told = assertThrows(BadTrace.class, () -> TraceText.parse(text)).getMessage();
        assertEquals(
                line + ": " + message, told.substring(0, Math.min(told.length(), (line + ": " + message).length())));
    }
}

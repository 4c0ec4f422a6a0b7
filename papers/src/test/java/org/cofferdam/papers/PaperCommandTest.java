package org.cofferdam.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.cofferdam.papers.costs.CostsCommand;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PaperCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** An experiment that the tests bring, as a service of theirs. */
    @Command(name = "nothing", description = "Find that there is nothing to find.")
    public static final class Nothing implements Experiment {
        @Override
        public Integer call() {
            return 7;
        }
    }

    private CommandLine line(Object command) {
        return new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }

    @Test
    void anExperimentIsFoundThatTheCommandDoesNotKnow() {
        CommandLine paper = line(new PaperCommand());
        assertEquals(7, paper.execute("nothing"));
        assertEquals(0, paper.execute("--help"));
        assertTrue(out.toString().contains("Find that there is nothing to find."), out.toString());
    }

    @Test
    void withoutAnExperimentItSaysWhichThereAre() {
        assertEquals(2, line(new PaperCommand()).execute());
        assertTrue(err.toString().contains("paper needs an experiment: nothing"), err.toString());
    }

    @Test
    void wrongNumbersAreBadInput() {
        assertEquals(2, line(new CostsCommand()).execute("--partitions", "0"));
        assertTrue(err.toString().contains("1 to 4096 partitions"), err.toString());
    }
}

package org.cofferdam.isolation.prove;

import de.uni_freiburg.informatik.ultimate.logic.Script;
import de.uni_freiburg.informatik.ultimate.smtinterpol.DefaultLogger;
import de.uni_freiburg.informatik.ultimate.smtinterpol.LogProxy;
import de.uni_freiburg.informatik.ultimate.smtinterpol.option.OptionMap;
import de.uni_freiburg.informatik.ultimate.smtinterpol.smtlib2.ParseEnvironment;
import de.uni_freiburg.informatik.ultimate.smtinterpol.smtlib2.SMTInterpol;
import java.io.StringReader;

/** SMTInterpol, in this process: another solver, by other people, in another language. */
final class SmtInterpolSolver implements Solver {
    private final Environment environment;

    SmtInterpolSolver() {
        DefaultLogger log = new DefaultLogger();
        log.setLoglevel(LogProxy.LOGLEVEL_OFF);
        OptionMap options = new OptionMap(log, true);
        environment = new Environment(new SMTInterpol(null, options), options);
        send("(set-logic UF)");
    }

    /** Collects what is answered, which SMTInterpol would print. */
    private static final class Environment extends ParseEnvironment {
        private final StringBuilder answers = new StringBuilder();

        Environment(Script script, OptionMap options) {
            super(script, options);
        }

        @Override
        public void printResponse(Object response) {
            answers.append(response).append('\n');
        }

        @Override
        public void printSuccess() {
            // Only answers to questions are of interest.
        }

        @Override
        public void printError(String message) {
            throw new IllegalStateException("SMTInterpol says " + message);
        }
    }

    @Override
    public String send(String commands) {
        environment.answers.setLength(0);
        environment.parseStream(new StringReader(commands), "question");
        return environment.answers.toString().strip();
    }

    @Override
    public String name() {
        return "SMTInterpol "
                + send("(get-info :version)").replaceAll("[()\"]|:version", "").strip();
    }

    @Override
    public void close() {
        send("(reset)");
    }
}

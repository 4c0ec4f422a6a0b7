package org.cofferdam.manager.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Another terminal, in which commands for running systems are given. */
final class Terminal {
    private Terminal() {}

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    @Command(name = "cofferdam")
    private static final class Root {}

    static Result run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new Root());
        List<Callable<Integer>> commands = List.of(
                new PsCommand(),
                new StatsCommand(),
                new AuditCommand(),
                new BalloonCommand(),
                new ConsoleCommand(),
                new PauseCommand(),
                new ResumeCommand(),
                new ResetCommand(),
                new StopCommand(),
                new StartCommand(),
                new DestroyCommand());
        commands.forEach(line::addSubcommand);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(arguments.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}

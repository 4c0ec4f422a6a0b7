package org.cofferdam.manager.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** {@code cofferdam run} in a process of its own, with a run folder of its own. */
final class RunningProcess implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 120;

    private final Process process;
    private final Path socket;
    private final Path output;

    private RunningProcess(Process process, Path socket, Path output) {
        this.process = process;
        this.socket = socket;
        this.output = output;
    }

    /** What the process runs. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RunCommand()).execute(arguments));
    }

    /** Starts a system, and waits until its socket answers. The runtime folder is {@code folder}. */
    static RunningProcess start(Path folder, String yaml, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RunningProcess.class.getName(),
                file.toString()));
        command.addAll(List.of(options));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        Path socket = folder.resolve("cofferdam").resolve("system.sock");
        RunningProcess started = new RunningProcess(builder.start(), socket, output);
        long start = System.nanoTime();
        while (started.command("ps").code() != 0) {
            boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
            if (late || !started.process.isAlive()) {
                started.close();
                throw new IOException("the system did not start: " + Files.readString(folder.resolve("errors")));
            }
            Thread.sleep(20);
        }
        return started;
    }

    Path socket() {
        return socket;
    }

    /** What it has printed. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Asks this system something, as another terminal would. */
    Terminal.Result command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--system=" + socket);
        return Terminal.run(all);
    }

    /** The exit code, once it has ended. */
    int await() throws InterruptedException {
        if (!process.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the run does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

package org.cofferdam.guests.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The machine command in a process of its own, since it takes standard input for itself. */
final class MachineProcess {
    /**
     * How it ended.
     *
     * @param out what the guest, and the command after it, wrote to standard output
     */
    record Result(int code, String out, String err) {}

    /** Sends {@code keys} once {@code prompt} has been seen behind the last one. */
    record Step(String prompt, String keys) {}

    private static final long LONGEST_MINUTES = 10;

    private MachineProcess() {}

    /** What the process starts at. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MachineCommand()).execute(arguments));
    }

    static Result run(Path folder, List<Step> dialogue, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MachineProcess.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("stderr");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        Thread guard = Thread.ofPlatform().daemon().start(() -> killLate(process));
        try {
            String out = converse(process, dialogue);
            int code = process.waitFor();
            return new Result(code, out, java.nio.file.Files.readString(errors));
        } finally {
            process.destroyForcibly();
            guard.interrupt();
        }
    }

    private static void killLate(Process process) {
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String converse(Process process, List<Step> dialogue) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        int searched = 0;
        int step = 0;
        InputStream out = process.getInputStream();
        if (dialogue.isEmpty()) {
            process.getOutputStream().close();
        }
        for (int count = out.read(chunk); count >= 0; count = out.read(chunk)) {
            seen.write(chunk, 0, count);
            String text = seen.toString(StandardCharsets.ISO_8859_1);
            while (step < dialogue.size() && text.indexOf(dialogue.get(step).prompt(), searched) >= 0) {
                searched = text.indexOf(dialogue.get(step).prompt(), searched)
                        + dialogue.get(step).prompt().length();
                process.getOutputStream().write(dialogue.get(step).keys().getBytes(StandardCharsets.ISO_8859_1));
                process.getOutputStream().flush();
                step++;
            }
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }
}

package org.cofferdam.guests.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.Boot;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.BootRequest;
import org.cofferdam.machine.board.Firmware;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.translator.Engine;
import org.cofferdam.machine.translator.JvmTranslator;

/**
 * One program on a board of its own, from M-mode to what it says at its end, through {@code tohost} or the test finisher.
 *
 * @param harts 1 to {@value BoardSetup#MOST_HARTS}
 * @param memory bytes of RAM
 * @param longest cycles that it has
 * @param engine how its instructions are executed; {@link Engine#translator} translates what has been executed {@value #THRESHOLD} times
 */
public record ConformanceRun(int harts, long memory, long longest, Engine engine) {
    private static final int THRESHOLD = 16;
    private static final int MOST_OUTPUT = 1 << 20;

    /**
     * What came of a program.
     *
     * @param output the first MiB of what it printed
     * @param retired instructions of all harts
     * @param translated those of them that translations have executed
     */
    public record Result(Verdict verdict, String output, long retired, long translated, Signature signature) {
        /** The same, compared with the signature of a reference. */
        public Result against(Signature reference) {
            Signature.Difference difference = signature.against(reference);
            return !(verdict instanceof Verdict.Passed) || difference == null
                    ? this
                    : new Result(new Verdict.Differs(difference), output, retired, translated, signature);
        }
    }

    /** Runs an ELF file, or a flat binary that starts at the beginning of RAM. */
    public Result run(Path file) {
        try {
            return run(ImageReader.read(file, new MemoryRange(MemoryMap.RAM, memory), MemoryMap.RAM));
        } catch (ImageException | BootException e) {
            return new Result(new Verdict.Unusable(e.getMessage()), "", 0, 0, Signature.NONE);
        }
    }

    private Result run(Image image) throws BootException {
        Output output = new Output();
        VirtBoard board = new VirtBoard(BoardSetup.bare(harts, memory, output));
        if (engine == Engine.translator) {
            board.code().translateBy(JvmTranslator.atOnce(Rv64.instructions(), THRESHOLD));
        }
        image.copyTo(board.ram());
        Boot.prepare(board, new BootRequest(new Firmware.None(), image.entry(), image.end(), "", new byte[0]));
        image.symbol("tohost").ifPresent(tohost -> board.listen(tohost, image.symbol("fromhost"), output));
        Verdict verdict = verdict(board.run(longest, Pacer.IMMEDIATE));
        long translated = board.harts().stream().mapToLong(Hart::translated).sum();
        return new Result(verdict, output.text(), board.retired(), translated, Signature.of(image, board.ram()));
    }

    private static Verdict verdict(Outcome outcome) {
        return switch (outcome) {
            case Outcome.PoweredOff(int code) -> code == 0 ? new Verdict.Passed() : new Verdict.Failed(code);
            case Outcome.Asleep() -> new Verdict.Asleep();
            case Outcome.LimitReached(), Outcome.StopRequested(), Outcome.RestartRequested(), Outcome.Halted _ ->
                new Verdict.Endless();
        };
    }

    private static final class Output implements CharacterDevice {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public int read() {
            return -1;
        }

        @Override
        public void write(int value) {
            if (bytes.size() < MOST_OUTPUT) {
                bytes.write(value);
            }
        }

        private String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}

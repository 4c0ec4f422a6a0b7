package org.cofferdam.guests.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a user of QEMU says out of habit: taken where it says what is so anyway, refused where it does not. Help does not show it. */
final class QemuWords {
    private static final Pattern HART = Pattern.compile("(rv64|max|host)(,.*)?");
    private static final Set<String> DEVICES = Set.of(
            "virtio-blk-device", "virtio-net-device", "virtio-rng-device", "virtio-serial-device", "virtconsole");
    private static final String DUMP = "dumpdtb=";

    @SuppressWarnings("UnusedVariable") // says what is always so
    @Option(names = "-nographic", hidden = true)
    private boolean noGraphic;

    private Path dumpTree;

    /** The file of {@code -machine dumpdtb=FILE}, or null. */
    Path dumpTree() {
        return dumpTree;
    }

    @Option(
            names = {"-machine", "-M"},
            hidden = true)
    void machine(String text) {
        for (String word : text.split(",", -1)) {
            if (word.startsWith(DUMP)) {
                dumpTree = Path.of(word.substring(DUMP.length()));
            } else {
                String board = word.startsWith("type=") ? word.substring("type=".length()) : word;
                require(board.equals("virt") || word.contains("="), "the board is virt, not " + word);
            }
        }
    }

    @Option(names = "-cpu", hidden = true)
    void hart(String text) {
        require(HART.matcher(text).matches(), "the harts are rv64, not " + text);
    }

    @Option(names = "-serial", hidden = true)
    void serial(String text) {
        require(
                text.equals("stdio") || text.equals("mon:stdio"),
                "the serial port is on standard input and output, not on " + text);
    }

    @Option(
            names = {"-monitor", "-display", "-vga"},
            hidden = true)
    void none(List<String> texts) {
        for (String text : texts) {
            require(text.equals("none"), "there is no monitor and no display, so no " + text);
        }
    }

    @Option(names = "-accel", hidden = true)
    void accelerator(String text) {
        require(text.startsWith("tcg"), "the machine is emulated (tcg), not accelerated by " + text);
    }

    /** Each drive and network has its device, and random numbers theirs. */
    @Option(names = "-device", hidden = true)
    void device(List<String> texts) {
        for (String text : texts) {
            String name = text.split(",", 2)[0];
            require(DEVICES.contains(name), "there is no device %s; --drive and --net bring theirs".formatted(name));
        }
    }

    @Option(names = "-object", hidden = true)
    void object(List<String> texts) {
        for (String text : texts) {
            require(text.startsWith("rng-"), "there is no object " + text + "; --seed decides about random numbers");
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new TypeConversionException(otherwise);
        }
    }
}

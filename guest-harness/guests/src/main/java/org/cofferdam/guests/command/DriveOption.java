package org.cofferdam.guests.command;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One {@code --drive}: a file, or QEMU's list {@code file=…,format=raw,readonly=on}. */
record DriveOption(Path file, boolean readOnly) {
    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<DriveOption> {
        @Override
        public DriveOption convert(String text) {
            return text.contains("=") ? fromList(text) : new DriveOption(Path.of(text), false);
        }

        private static DriveOption fromList(String text) {
            Path file = null;
            boolean readOnly = false;
            for (String item : text.split(",", -1)) {
                int equals = item.indexOf('=');
                String key = equals < 0 ? item : item.substring(0, equals);
                String value = equals < 0 ? "on" : item.substring(equals + 1);
                switch (key) {
                    case "file" -> file = Path.of(value);
                    case "format" -> require(value.equals("raw"), "the format is raw, not " + value);
                    case "readonly", "read-only" -> readOnly = value.equals("on");
                    case "if" ->
                        require(
                                value.equals("none") || value.equals("virtio"),
                                "the interface is virtio, not " + value);
                    case "id", "" -> {} // each drive is a virtio disk: nothing needs to refer to it
                    default -> require(false, "a drive has no property " + key);
                }
            }
            require(file != null, "a drive needs file=FILE");
            return new DriveOption(file, readOnly);
        }

        private static void require(boolean met, String otherwise) {
            if (!met) {
                throw new TypeConversionException(otherwise);
            }
        }
    }
}

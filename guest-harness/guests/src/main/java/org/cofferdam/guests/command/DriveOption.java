package org.cofferdam.guests.command;

import java.nio.file.Path;
import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.machine.board.MemoryMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --drive}: a file, or QEMU's list {@code file=…,format=raw|qcow2,readonly=on}.
 *
 * @param flash the bank of flash that it is for, {@link #NEXT_BANK} for the next, or {@link #NO_FLASH} for a virtio disk
 */
record DriveOption(Path file, DiskFormat format, boolean readOnly, int flash) {
    static final int NO_FLASH = -1;
    static final int NEXT_BANK = -2;

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<DriveOption> {
        @Override
        public DriveOption convert(String text) {
            return text.contains("=")
                    ? fromList(text)
                    : new DriveOption(Path.of(text), DiskFormat.RAW, false, NO_FLASH);
        }

        private static DriveOption fromList(String text) {
            Path file = null;
            DiskFormat format = DiskFormat.RAW;
            boolean readOnly = false;
            boolean flash = false;
            int unit = NEXT_BANK;
            for (String item : text.split(",", -1)) {
                int equals = item.indexOf('=');
                String key = equals < 0 ? item : item.substring(0, equals);
                String value = equals < 0 ? "on" : item.substring(equals + 1);
                switch (key) {
                    case "file" -> file = Path.of(value);
                    case "format" -> format = format(value);
                    case "readonly", "read-only" -> readOnly = value.equals("on");
                    case "if" -> {
                        flash = value.equals("pflash");
                        require(
                                flash || value.equals("none") || value.equals("virtio"),
                                "the interface is virtio or pflash, not " + value);
                    }
                    case "unit" -> unit = bank(value);
                    case "id", "" -> {} // each drive is a virtio disk: nothing needs to refer to it
                    default -> require(false, "a drive has no property " + key);
                }
            }
            require(file != null, "a drive needs file=FILE");
            require(unit == NEXT_BANK || flash, "unit= is for if=pflash");
            return new DriveOption(file, format, readOnly, flash ? unit : NO_FLASH);
        }

        private static DiskFormat format(String text) {
            return DiskFormat.of(text)
                    .orElseThrow(() -> new TypeConversionException("the format is raw or qcow2, not " + text));
        }

        private static int bank(String text) {
            require(text.matches("\\d") && Integer.parseInt(text) < MemoryMap.FLASH_BANKS, "there is no flash " + text);
            return Integer.parseInt(text);
        }

        private static void require(boolean met, String otherwise) {
            if (!met) {
                throw new TypeConversionException(otherwise);
            }
        }
    }
}

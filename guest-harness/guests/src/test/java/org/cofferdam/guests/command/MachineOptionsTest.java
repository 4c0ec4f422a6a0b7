package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.cofferdam.guests.storage.DiskFormat;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class MachineOptionsTest {
    private final MemorySize sizes = new MemorySize();
    private final DriveOption.Converter drives = new DriveOption.Converter();

    @Test
    void sizesAreReadAsQemuReadsThem() {
        assertEquals(512L << 20, sizes.convert("512M"));
        assertEquals(512L << 20, sizes.convert("512"));
        assertEquals(2L << 30, sizes.convert("2g"));
        assertEquals(2L << 30, sizes.convert("2GiB"));
        assertEquals(1L << 20, sizes.convert("1024K"));
    }

    @Test
    void sizesThatAreNoneAreRefused() {
        for (String text : new String[] {"", "M", "-1", "12T", "1K", "1025K", "65G", "999999999G", "9999999999"}) {
            assertThrows(TypeConversionException.class, () -> sizes.convert(text), text);
        }
    }

    @Test
    void drivesAreFilesOrListsAsWithQemu() {
        DriveOption plain = new DriveOption(Path.of("a,b.img"), DiskFormat.RAW, false, DriveOption.NO_FLASH);
        assertEquals(plain, drives.convert("a,b.img"));
        DriveOption listed = new DriveOption(Path.of("disk.img"), DiskFormat.QCOW2, true, DriveOption.NO_FLASH);
        assertEquals(listed, drives.convert("file=disk.img,format=qcow2,if=none,id=hd0,readonly=on"));
        assertEquals(listed, drives.convert("readonly,format=qcow2,file=disk.img"));
        DriveOption bank = new DriveOption(Path.of("vars.fd"), DiskFormat.RAW, false, 1);
        assertEquals(bank, drives.convert("if=pflash,format=raw,unit=1,file=vars.fd"));
    }

    @Test
    void timesAreReadAsQemuReadsThem() {
        StartTime times = new StartTime();
        assertEquals(1_735_689_600_000_000_000L, times.convert("2025-01-01"));
        assertEquals(1_735_689_601_000_000_000L, times.convert("base=2025-01-01T00:00:01"));
        assertEquals(1_735_689_601_000_000_000L, times.convert("2025-01-01T00:00:01Z"));
        assertEquals(1_000_000_000L, times.convert("1"));
        assertTrue(times.convert("base=utc") > 1_735_689_600_000_000_000L);
        for (String text :
                new String[] {"", "soon", "1969-12-31", "2500-01-01", "99999999999", "base=", "2025-13-01"}) {
            assertThrows(TypeConversionException.class, () -> times.convert(text), text);
        }
    }

    @Test
    void drivesThatWouldNotBeWhatTheySayAreRefused() {
        for (String text : new String[] {
            "format=raw",
            "file=a,format=vmdk",
            "file=a,if=scsi",
            "file=a,cache=none",
            "file=a,if=pflash,unit=2",
            "file=a,unit=0"
        }) {
            assertThrows(TypeConversionException.class, () -> drives.convert(text), text);
        }
    }
}

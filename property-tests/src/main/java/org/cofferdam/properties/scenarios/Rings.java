package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.device.VirtioConsole;
import org.cofferdam.machine.device.VirtioMmio;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.properties.tworuns.GuestCode;

/**
 * A guest whose rings never stay as they were looked at. Harts of this machine take turns and none runs while a monitor reads, so the part
 * of a second hart that is always quicker is played by the monitor's way into memory.
 */
final class Rings {
    private static final int SIZE = 0x2_0000;
    private static final int DESCRIPTORS = 0x4000;
    private static final int AVAILABLE = 0x5000;
    private static final int USED = 0x6000;
    private static final int TEXT = 0x8000;
    /** Of the ring of available chains: flags and index, which are there to be read again. */
    private static final int RING_HEADER = 4;

    private static final int NEXT = 1;
    private static final int ENTRIES = 8;
    private static final String WORDS = "what was said first";
    private static final List<List<Window>> SCHEDULE = List.of(List.of(new Window(0, 1000), new Window(1, 1000)));

    /** Registers of virtio over MMIO (virtio 1.2, section 4.2.2) that a driver writes, in its order; queue 1 transmits. */
    private static final int[][] SETTING_UP = {
        {0x70, 3},
        {0x24, 1},
        {0x20, 1},
        {0x70, 11},
        {0x30, 1},
        {0x38, ENTRIES},
        {0x80, (int) Stage.RAM + DESCRIPTORS},
        {0x90, (int) Stage.RAM + AVAILABLE},
        {0xa0, (int) Stage.RAM + USED},
        {0x44, 1},
        {0x70, 15}
    };

    private Rings() {}

    /** A chain of two descriptors, of which each becomes another when it has been read. */
    static void play() throws IOException {
        GuestCode code = new GuestCode().label("again");
        Image image = new Image(SIZE, Stage.ask(code).add("jal zero, {again}"))
                .word(DESCRIPTORS, Stage.RAM + TEXT)
                .word(DESCRIPTORS + 8, 5 | (long) NEXT << 32 | 2L << 48)
                .word(DESCRIPTORS + 32, Stage.RAM + TEXT + 5)
                .word(DESCRIPTORS + 40, WORDS.length() - 5)
                .word(AVAILABLE, 1L << 16)
                .octets(TEXT, WORDS.getBytes(StandardCharsets.US_ASCII));
        StringBuilder said = new StringBuilder();
        try (Stage stage = new Stage(8 << 20, SCHEDULE, Channels.NONE, 2)) {
            Monitor handle = stage.start(0, Stage.spec(1, SIZE), image);
            stage.have(0, own -> {
                VirtioMmio console =
                        new VirtioMmio(new VirtioConsole(new Screen(said)), new Racing(own), InterruptLine.NONE);
                for (int[] register : SETTING_UP) {
                    console.store(register[0], 4, register[1]);
                }
                console.store(0x50, 4, 1);
            });
            Broken.unless(
                    said.toString().equals(WORDS), "a device was given '%s', and has made '%s' of it", WORDS, said);
            long used = Stage.word(handle, Stage.RAM + USED) >>> 16 & 0xffff;
            Broken.unless(used == 1, "%d chains have been returned, not 1", used);
        }
    }

    /** A monitor's way into memory in which what has been read is something else when it is read again. */
    private record Racing(Monitor handle) implements DmaPort {
        @Override
        public boolean read(long address, byte[] into, int offset, int length) {
            boolean there = handle.read(address, into, offset, length) == Status.OK;
            long inRing = address - Stage.RAM - AVAILABLE;
            if (there && (inRing < 0 || inRing >= RING_HEADER)) {
                byte[] otherwise = new byte[length];
                Arrays.fill(otherwise, (byte) '?');
                Stage.expect(Status.OK, handle.write(address, otherwise, 0, length), "write");
            }
            return there;
        }

        @Override
        public boolean write(long address, byte[] from, int offset, int length) {
            return handle.write(address, from, offset, length) == Status.OK;
        }
    }

    /** What a guest prints. */
    private record Screen(StringBuilder said) implements CharacterDevice {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public void write(int value) {
            said.append((char) value);
        }
    }
}

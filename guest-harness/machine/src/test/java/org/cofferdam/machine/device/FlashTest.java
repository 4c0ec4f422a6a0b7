package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

class FlashTest {
    private static final int SIZE = 1 << 20;
    private static final int READY = 0x0080_0080;
    private static final long BLOCK = 256 << 10;

    private final PhysicalMemory array = new PhysicalMemory(0x2000_0000, SIZE);
    private final ArrayStorage storage = new ArrayStorage(SIZE);
    private final Flash flash = new Flash(0, array, storage);

    private long load(long offset) {
        return flash.load(offset, 4);
    }

    private void command(long offset, int... words) {
        for (int word : words) {
            flash.store(offset, 4, word);
        }
    }

    private void eraseAll() {
        for (long block = 0; block < SIZE; block += BLOCK) {
            command(block, 0x0020_0020, 0x00d0_00d0);
        }
        command(0, 0x00ff_00ff);
    }

    private byte kept(int at) throws IOException {
        byte[] octet = new byte[1];
        storage.read(at, octet, 0, 1);
        return octet[0];
    }

    @Test
    void readsItsArrayAtAnyWidth() {
        array.storeDouble(0x2000_0008, 0x8877_6655_4433_2211L);
        assertEquals(0x8877_6655_4433_2211L, flash.load(8, 8));
        assertEquals(0x8877_6655L, flash.load(12, 4));
        assertEquals(0x4433L, flash.load(10, 2));
        assertEquals(0x88L, flash.load(15, 1));
    }

    @Test
    void answersTheQueryOnBothChips() {
        command(0x55 * 4, 0x98);
        assertEquals('Q' * 0x1_0001L, load(0x10 * 4));
        assertEquals('R', flash.load(0x11 * 4, 1));
        assertEquals('Y', flash.load(0x12 * 4 + 2, 2));
        assertEquals(0x13_0013L, load(0x27 * 4), "2^19 bytes a chip");
        assertEquals(3, flash.load(0x2d * 4, 2), "four blocks");
        assertEquals(0x200, flash.load(0x2f * 4, 2) | flash.load(0x30 * 4, 2) << 8, "of 128 KiB a chip");
        assertEquals(0, load(0x60 * 4));
        command(0, 0xff);
        assertEquals(0, load(0x10 * 4));
    }

    @Test
    void identifiesItself() {
        command(0, 0x0090_0090);
        assertEquals(0x0089_0089L, load(0));
        assertEquals(0x0018_0018L, load(4));
        assertEquals(0, load(8));
    }

    @Test
    void erasingSetsTheBitsOfItsBlockOnlyAndProgrammingClearsBits() throws IOException {
        command(BLOCK + 0x100, 0x0020_0020);
        assertEquals(READY, load(0));
        command(BLOCK + 0x100, 0x00d0_00d0, 0x00ff_00ff);
        assertEquals(0, load(BLOCK - 4));
        assertEquals(0xffff_ffffL, load(BLOCK));
        assertEquals(0xffff_ffffL, load(2 * BLOCK - 4));
        assertEquals(0, load(2 * BLOCK));
        command(BLOCK + 8, 0x0040_0040, 0x0ff0_1234);
        assertEquals(READY, load(0));
        command(0, 0xff);
        assertEquals(0x0ff0_1234L, load(BLOCK + 8));
        command(BLOCK + 8, 0x0010_0010, 0x7000_ffff);
        command(0, 0xff);
        assertEquals(0x0000_1234L, load(BLOCK + 8), "no bit is set");
        assertEquals(0x34, kept((int) BLOCK + 8));
        assertEquals(-1, kept((int) BLOCK + 12));
    }

    @Test
    void aBufferIsProgrammedAfterItsCountAndConfirmation() {
        eraseAll();
        command(0x40, 0x00e8_00e8, 0x0001_0001);
        flash.store(0x40, 4, 0x1111_1111);
        flash.store(0x44, 4, 0x2222_2222);
        command(0x40, 0x00d0_00d0);
        assertEquals(READY, load(0));
        command(0, 0xff);
        assertEquals(0x1111_1111L, load(0x40));
        assertEquals(0x2222_2222L, load(0x44));
        assertEquals(0xffff_ffffL, load(0x48));
    }

    @Test
    void whatIsNoSequenceIsReportedAndCleared() {
        command(0, 0x20, 0x12);
        command(0, 0x70);
        assertEquals(0x00b0_00b0L, load(0));
        command(0, 0x50, 0x70);
        assertEquals(READY, load(0));
        command(0, 0xe8, 0x0fff, 0x70);
        assertEquals(0x00b0_00b0L, load(0), "more than the buffer holds");
        command(0, 0x50, 0x60, 0xd0, 0x70);
        assertEquals(READY, load(0), "unlocking is accepted");
    }

    @Test
    void aProtectedOrBrokenStorageRefuses() {
        eraseAll();
        storage.readOnly = true;
        command(0, 0x40, 0, 0x70);
        assertEquals(0x0090_0090L, load(0));
        command(0, 0x50, 0x20, 0xd0, 0x70);
        assertEquals(0x00a0_00a0L, load(0));
        storage.readOnly = false;
        storage.broken = true;
        command(0, 0x50, 0x40, 0, 0x70);
        assertEquals(0x0090_0090L, load(0));
        command(0, 0x50, 0xff);
        assertEquals(0xffff_ffffL, load(0), "what was not kept has not happened");
    }
}

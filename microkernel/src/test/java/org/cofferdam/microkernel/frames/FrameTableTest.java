package org.cofferdam.microkernel.frames;

import static org.cofferdam.microkernel.frames.FrameTable.BLOCK;
import static org.cofferdam.microkernel.frames.FrameTable.FRAME;
import static org.cofferdam.microkernel.frames.FrameTable.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.junit.jupiter.api.Test;

/** Which frames are found, which stay together, and that none is lost. */
final class FrameTableTest {
    private static final long BASE = 0x4000_0000L;

    private final List<Long> wiped = new ArrayList<>();

    private FrameTable frames(int count) {
        return new FrameTable(new WipedMemory(wiped), BASE, count);
    }

    private static long at(int frame) {
        return BASE + (long) frame * FRAME;
    }

    @Test
    void theFirstAndTheLastFrameAreMemoryAndWhatIsBesideThemIsNot() {
        FrameTable frames = frames(2);
        Account account = frames.open(2);
        assertEquals(at(0), frames.take(account.memory(), 1));
        assertEquals(at(1), frames.take(account.memory(), 1));
        assertTrue(frames.admits(at(0), account));
        assertTrue(frames.admits(at(2) - 1, account));
        assertFalse(frames.admits(at(0) - 1, account));
        assertFalse(frames.admits(at(2), account));
        assertFalse(frames.admits(-1, account));
    }

    @Test
    void everyWholeBlockCanBeTakenFromTheLowestOn() {
        FrameTable frames = frames(3 * BLOCK);
        Account account = frames.open(3 * BLOCK);
        for (int block = 0; block < 3; block++) {
            assertEquals(at(block * BLOCK), frames.take(account.memory(), BLOCK));
        }
        assertEquals(NONE, frames.take(frames.open(0).memory(), 1));
    }

    @Test
    void aBlockIsWholeAgainWhenTheLastOfItsFramesIsFreed() {
        FrameTable frames = frames(BLOCK);
        Account account = frames.open(BLOCK);
        long one = frames.take(account.memory(), 1);
        assertEquals(NONE, frames.take(account.memory(), BLOCK));
        frames.release(one);
        assertEquals(at(0), frames.take(account.memory(), BLOCK));
    }

    @Test
    void smallRunsBreakTheLastBlockAndKeepTheOthersWhole() {
        FrameTable frames = frames(3 * BLOCK);
        Account account = frames.open(3 * BLOCK);
        assertEquals(at(2 * BLOCK), frames.take(account.memory(), 1));
        assertEquals(at(2 * BLOCK + 4), frames.take(account.memory(), 4), "aligned to its size");
        assertEquals(at(2 * BLOCK + 1), frames.take(account.memory(), 1));
        assertEquals(at(0), frames.take(account.memory(), BLOCK));
        assertEquals(at(BLOCK), frames.take(account.memory(), BLOCK));
    }

    @Test
    void theOnlyFreeFrameIsFoundWhereverItIs() {
        FrameTable frames = frames(2 * BLOCK + 1);
        Account account = frames.open(2 * BLOCK + 1);
        for (int i = 0; i < 2 * BLOCK + 1; i++) {
            assertTrue(frames.take(account.memory(), 1) != NONE);
        }
        for (int frame : new int[] {2 * BLOCK, BLOCK - 1, 0, 5, 2 * BLOCK - 1}) {
            frames.release(at(frame));
            assertEquals(at(frame), frames.take(account.memory(), 1));
        }
    }

    @Test
    void theOnlyFreeRunOfFourIsFoundAtTheEndOfItsBlock() {
        FrameTable frames = frames(BLOCK);
        Account account = frames.open(BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            frames.take(account.memory(), 1);
        }
        for (int frame = BLOCK - 4; frame < BLOCK; frame++) {
            frames.release(at(frame));
        }
        assertEquals(at(BLOCK - 4), frames.take(account.memory(), 4));
    }

    @Test
    void whatWasDonatedIsReleasedWithItsNewHolder() {
        FrameTable frames = frames(2 * BLOCK);
        Account giver = frames.open(BLOCK + 1);
        Account taker = frames.open(1);
        frames.take(giver.memory(), BLOCK);
        long own = frames.take(taker.memory(), 1);
        frames.convert(at(7), taker.memory());
        assertEquals(2, taker.used());
        while (frames.releaseAll(taker, 1)) {
            assertFalse(wiped.isEmpty());
        }
        assertInstanceOf(FrameState.Free.class, frames.at(at(7)));
        assertInstanceOf(FrameState.Free.class, frames.at(own));
        frames.close(taker);
        assertEquals(BLOCK - 1, giver.used(), "the giver keeps what it has not given");
    }

    @Test
    void anAccountThatHoldsFramesIsNotClosed() {
        FrameTable frames = frames(4);
        Account account = frames.open(4);
        frames.take(account.memory(), 1);
        assertThrows(IllegalStateException.class, () -> frames.close(account));
        assertEquals(0, frames.left());
    }

    @Test
    void aFrameIsWipedBeforeItsFirstUseAndAfterEachAndNotTwice() {
        FrameTable frames = frames(1);
        Account account = frames.open(1);
        frames.take(account.memory(), 1);
        assertEquals(List.of(at(0)), wiped, "nobody knows what it held");
        frames.release(at(0));
        frames.take(account.memory(), 1);
        assertEquals(List.of(at(0), at(0)), wiped, "free is zero already");
    }

    /** Notes which frames are wiped; nothing else is done to memory. */
    private record WipedMemory(List<Long> wiped) implements MemoryPort {
        @Override
        public void zero(long address, long length) {
            assertEquals(FRAME, length);
            wiped.add(address);
        }

        @Override
        public long load(long address) {
            throw new AssertionError("read");
        }

        @Override
        public void store(long address, long value) {
            throw new AssertionError("written");
        }

        @Override
        public void read(long address, byte[] into, int offset, int length) {
            throw new AssertionError("read");
        }

        @Override
        public void write(long address, byte[] from, int offset, int length) {
            throw new AssertionError("written");
        }
    }
}

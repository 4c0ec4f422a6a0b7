package org.cofferdam.machine.device;

import static org.cofferdam.machine.device.VirtioDriver.INDIRECT;
import static org.cofferdam.machine.device.VirtioDriver.NEXT;
import static org.cofferdam.machine.device.VirtioDriver.SIZE;
import static org.cofferdam.machine.device.VirtioDriver.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.junit.jupiter.api.Test;

/** VIRTIO_F_INDIRECT_DESC (virtio 1.2, section 2.7.5.3), with a console that prints what a chain holds. */
class IndirectDescriptorsTest {
    private static final int FEATURE = 1 << 28;
    private static final int TABLE = 0x5000;
    private static final long TABLE_ADDRESS = ArrayMemory.BASE + TABLE;
    private static final int TRANSMIT = 1;

    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private final ScriptedTerminal terminal = new ScriptedTerminal();
    private VirtioMmio transport = transport();
    private VirtioDriver driver = new VirtioDriver(transport, memory).start(2);

    IndirectDescriptorsTest() {
        memory.bytes.put(0x3000, "abcdefghijklmnopqrstuvwxyz".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private VirtioMmio transport() {
        return new VirtioMmio(new VirtioConsole(terminal), memory, InterruptLine.NONE);
    }

    private static long text(int letter) {
        return ArrayMemory.BASE + 0x3000 + letter;
    }

    /** An entry of the indirect table that holds one letter. */
    private void entry(int index, int letter, int flags, int next) {
        driver.descriptorAt(TABLE + 16 * index, text(letter), 1, flags, next);
    }

    private void refer(int head, int entries, int flags) {
        driver.descriptor(TRANSMIT, head, TABLE_ADDRESS, 16 * entries, INDIRECT | flags, 0);
    }

    private void prints(String expected) {
        driver.submit(TRANSMIT, 0);
        assertEquals(expected, terminal.screen());
        assertFalse(driver.needsReset());
    }

    private void fails() {
        driver.submit(TRANSMIT, 0);
        assertTrue(driver.needsReset());
        assertEquals("", terminal.screen());
        assertEquals(0, driver.usedIndex(TRANSMIT));
    }

    @Test
    void aTableHoldsAChain() {
        refer(0, 4, 0);
        entry(0, 0, NEXT, 3);
        entry(3, 1, NEXT, 2);
        entry(2, 2, 0, 0);
        prints("abc");
        assertEquals(1, driver.usedIndex(TRANSMIT));
    }

    @Test
    void theReferenceMayBeMarkedForWriting() {
        refer(0, 1, WRITE);
        entry(0, 4, 0, 0);
        prints("e");
    }

    @Test
    void ordinaryDescriptorsMayComeFirst() {
        driver.descriptor(TRANSMIT, 0, text(7), 2, NEXT, 5);
        refer(5, 2, 0);
        entry(0, 0, NEXT, 1);
        entry(1, 1, 0, 0);
        prints("hiab");
    }

    @Test
    void aDeviceWritesIntoAnIndirectChainAsWell() {
        driver.descriptor(0, 0, TABLE_ADDRESS, 32, INDIRECT, 0);
        driver.descriptorAt(TABLE, ArrayMemory.BASE + 0x6000, 1, NEXT | WRITE, 1);
        driver.descriptorAt(TABLE + 16, ArrayMemory.BASE + 0x7000, 8, WRITE, 0);
        driver.submit(0, 0);
        terminal.type("xyz");
        transport.poll();
        assertEquals('x', memory.bytes.get(0x6000));
        assertEquals('z', memory.bytes.get(0x7001));
        assertEquals(3, driver.usedLength(0, 0));
    }

    @Test
    void aChainIsAsLongAsTheQueueAtMost() {
        refer(0, SIZE, 0);
        for (int i = 0; i < SIZE; i++) {
            entry(i, i, i == SIZE - 1 ? 0 : NEXT, i + 1);
        }
        prints("abcdefgh");
    }

    @Test
    void aLongerChainNeedsReset() {
        refer(0, SIZE + 1, 0);
        for (int i = 0; i <= SIZE; i++) {
            entry(i, i, i == SIZE ? 0 : NEXT, i + 1);
        }
        fails();
    }

    @Test
    void ordinaryDescriptorsCountForTheLength() {
        driver.descriptor(TRANSMIT, 0, text(0), 1, NEXT, 1);
        refer(1, SIZE, 0);
        for (int i = 0; i < SIZE; i++) {
            entry(i, i, i == SIZE - 1 ? 0 : NEXT, i + 1);
        }
        fails();
    }

    @Test
    void aLoopInATableNeedsReset() {
        refer(0, 2, 0);
        entry(0, 0, NEXT, 1);
        entry(1, 1, NEXT, 0);
        fails();
    }

    @Test
    void aNextBeyondTheTableNeedsReset() {
        refer(0, 2, 0);
        entry(0, 0, NEXT, 2);
        entry(2, 1, 0, 0);
        fails();
    }

    @Test
    void aTableInATableNeedsReset() {
        refer(0, 2, 0);
        driver.descriptorAt(TABLE, TABLE_ADDRESS + 16, 16, INDIRECT, 0);
        entry(1, 1, 0, 0);
        fails();
    }

    @Test
    void aReferenceThatGoesOnNeedsReset() {
        refer(0, 1, NEXT);
        entry(0, 0, 0, 0);
        fails();
    }

    @Test
    void aTableOfNoWholeEntriesNeedsReset() {
        for (int length : new int[] {0, 1, 15, 17, 24, -1}) {
            driver.start(2);
            driver.descriptor(TRANSMIT, 0, TABLE_ADDRESS, length, INDIRECT, 0);
            entry(0, 0, 0, 0);
            entry(1, 0, 0, 0);
            fails();
        }
    }

    @Test
    void aTableOutsideMemoryNeedsReset() {
        for (long address : new long[] {ArrayMemory.BASE - 16, ArrayMemory.BASE + 0x10000 - 8, -16, -8, 0}) {
            driver.start(2);
            driver.descriptor(TRANSMIT, 0, address, 32, INDIRECT, 0);
            fails();
        }
    }

    @Test
    void aHugeTableIsReadOnlyWhereTheChainGoes() {
        driver.descriptor(TRANSMIT, 0, TABLE_ADDRESS, 0xffff_fff0, INDIRECT, 0);
        entry(0, 0, NEXT, 0xfff);
        memory.bytes.putLong(TABLE + 16 * 0x10, 0);
        driver.descriptorAt(TABLE + 16 * 0x20, text(1), 1, 0, 0);
        entry(0, 0, NEXT, 0x20);
        prints("ab");
    }

    @Test
    void readableAfterWritableInATableNeedsReset() {
        refer(0, 2, 0);
        entry(0, 0, WRITE | NEXT, 1);
        entry(1, 1, 0, 0);
        fails();
    }

    @Test
    void unknownFlagsNeedReset() {
        refer(0, 1, 8);
        entry(0, 0, 0, 0);
        fails();
        driver.start(2);
        refer(0, 1, 0);
        entry(0, 0, 8, 0);
        fails();
    }

    @Test
    void withoutTheFeatureAReferenceNeedsReset() {
        driver.negotiate(~FEATURE);
        driver.setUpQueue(0, SIZE);
        driver.setUpQueue(1, SIZE);
        driver.set(0x70, 15);
        refer(0, 1, 0);
        entry(0, 0, 0, 0);
        fails();
    }

    @Test
    void aRestoredDeviceRemembersTheFeature() throws StateException {
        StateWriter saved = new StateWriter();
        transport.save(saved);
        transport = transport();
        transport.restore(new StateReader("console", saved.toByteArray()));
        driver = new VirtioDriver(transport, memory);
        refer(0, 1, 0);
        entry(0, 3, 0, 0);
        prints("d");
    }
}

package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VirtioMmioTest {
    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private final RecordingLine line = new RecordingLine();
    private final ScriptedTerminal terminal = new ScriptedTerminal();
    private final VirtioMmio transport = new VirtioMmio(new VirtioConsole(terminal), memory, line);
    private final VirtioDriver driver = new VirtioDriver(transport, memory);

    private void offerText(int head, int length, int flags, int next) {
        driver.descriptor(1, head, ArrayMemory.BASE + 0x3000, length, flags, next);
    }

    @Test
    void identifiesItselfAsAModernConsole() {
        assertEquals(0x74726976, driver.get(0x00));
        assertEquals(2, driver.get(0x04));
        assertEquals(3, driver.get(0x08));
    }

    @Test
    void refusesFeaturesThatItDidNotOffer() {
        driver.set(0x24, 1);
        driver.set(0x20, 0x11);
        driver.set(0x70, 11);
        assertEquals(3, driver.get(0x70));
    }

    @Test
    void refusesADriverThatIsNotModern() {
        driver.set(0x70, 11);
        assertEquals(3, driver.get(0x70));
        driver.negotiate();
        assertEquals(11, driver.get(0x70));
    }

    @Test
    void transmitsWhatADriverOffersAndInterrupts() {
        driver.start(2);
        memory.bytes.put(0x3000, new byte[] {'h', 'i'});
        offerText(0, 2, 0, 0);
        driver.submit(1, 0);
        assertEquals("hi", terminal.screen());
        assertEquals(1, driver.usedIndex(1));
        assertTrue(line.asserted);
        assertEquals(1, driver.get(0x60));
        driver.set(0x64, 1);
        assertFalse(line.asserted);
    }

    @Test
    void doesNotInterruptADriverThatAskedForSilence() {
        driver.start(2);
        memory.bytes.putShort(0x1400, (short) 1);
        offerText(0, 1, 0, 0);
        driver.submit(1, 0);
        assertEquals(1, driver.usedIndex(1));
        assertFalse(line.asserted);
    }

    @Test
    void receivesOnlyWhenPolled() {
        driver.start(2);
        driver.descriptor(0, 0, ArrayMemory.BASE + 0x3000, 16, VirtioDriver.WRITE, 0);
        driver.submit(0, 0);
        terminal.type("abc");
        assertEquals(0, driver.usedIndex(0));
        transport.poll();
        assertEquals(1, driver.usedIndex(0));
        assertEquals(3, driver.usedLength(0, 0));
        assertEquals('c', memory.bytes.get(0x3002));
        terminal.type("d");
        transport.poll();
        assertEquals(1, driver.usedIndex(0), "no buffer is left");
        driver.submit(0, 0);
        transport.poll();
        assertEquals('d', memory.bytes.get(0x3000));
    }

    @Test
    void doesNothingBeforeTheDriverIsReady() {
        driver.negotiate();
        driver.setUpQueue(1, VirtioDriver.SIZE);
        offerText(0, 2, 0, 0);
        driver.submit(1, 0);
        assertEquals(0, driver.usedIndex(1));
    }

    private void expectFailure() {
        assertTrue(driver.needsReset());
        assertEquals(2, driver.get(0x60) & 2, "a configuration interrupt tells the driver");
        assertTrue(line.asserted);
        assertEquals(0, driver.usedIndex(1));
        driver.start(2);
        assertFalse(driver.needsReset(), "a reset brings the device back");
        assertFalse(line.asserted);
    }

    @Test
    void aLoopOfDescriptorsNeedsReset() {
        driver.start(2);
        offerText(0, 1, VirtioDriver.NEXT, 1);
        offerText(1, 1, VirtioDriver.NEXT, 0);
        driver.submit(1, 0);
        expectFailure();
    }

    @Test
    void aHeadOutsideTheTableNeedsReset() {
        driver.start(2);
        driver.submit(1, VirtioDriver.SIZE);
        expectFailure();
    }

    @Test
    void aNextOutsideTheTableNeedsReset() {
        driver.start(2);
        offerText(0, 1, VirtioDriver.NEXT, 0xffff);
        driver.submit(1, 0);
        expectFailure();
    }

    @Test
    void readableAfterWritableNeedsReset() {
        driver.start(2);
        offerText(0, 1, VirtioDriver.WRITE | VirtioDriver.NEXT, 1);
        offerText(1, 1, 0, 0);
        driver.submit(1, 0);
        expectFailure();
    }

    @Test
    void aBufferOutsideMemoryNeedsReset() {
        driver.start(2);
        driver.descriptor(1, 0, ArrayMemory.BASE - 1, 4, 0, 0);
        driver.submit(1, 0);
        expectFailure();
    }

    @Test
    void aBufferThatWrapsAroundTheAddressSpaceNeedsReset() {
        driver.start(2);
        driver.descriptor(1, 0, -1, 4, 0, 0);
        driver.submit(1, 0);
        expectFailure();
        driver.descriptor(1, 0, ArrayMemory.BASE + 0x3000, -1, 0, 0);
        driver.submit(1, 0);
        assertTrue(driver.needsReset());
    }

    @Test
    void moreHeadsThanTheRingHoldsNeedsReset() {
        driver.start(2);
        memory.bytes.putShort(0x1402, (short) (VirtioDriver.SIZE + 1));
        driver.ring(1);
        expectFailure();
    }

    @Test
    void ringsOutsideMemoryNeedReset() {
        driver.negotiate();
        driver.set(0x30, 1);
        driver.set(0x38, VirtioDriver.SIZE);
        driver.set(0x94, -1);
        driver.set(0x44, 1);
        driver.set(0x70, 15);
        assertTrue(driver.needsReset());
    }

    @Test
    void aQueueSizeThatIsNoPowerOfTwoNeedsReset() {
        for (int size : new int[] {0, 3, -1, 0x8000_0000, 128}) {
            driver.negotiate();
            driver.setUpQueue(0, size);
            assertTrue(driver.needsReset(), "size " + size);
        }
    }

    @Test
    void theLayoutIsFixedWhileTheQueueIsReady() {
        driver.start(2);
        driver.set(0x30, 1);
        driver.set(0x80, 0);
        memory.bytes.put(0x3000, (byte) 'x');
        offerText(0, 1, 0, 0);
        driver.submit(1, 0);
        assertEquals("x", terminal.screen());
    }
}

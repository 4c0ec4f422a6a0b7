package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtioNetworkTest {
    private static final int RECEIVE = 0;
    private static final int TRANSMIT = 1;
    private static final int HEADER = 12;
    private static final byte[] ADDRESS = {0x52, 0x54, 0, 1, 2, (byte) 0xfe};

    private final ArrayMemory memory = new ArrayMemory(0x20000);
    private final Deque<byte[]> incoming = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final VirtioMmio transport = new VirtioMmio(
            new VirtioNetwork(ADDRESS, new NetworkLink() {
                @Override
                public byte[] receive() {
                    return incoming.poll();
                }

                @Override
                public void send(byte[] frame) {
                    sent.add(frame);
                }
            }),
            memory,
            InterruptLine.NONE);
    private final VirtioDriver driver = new VirtioDriver(transport, memory).start(2);

    private void offerRoom(int index, int length) {
        driver.descriptor(RECEIVE, index, ArrayMemory.BASE + 0x4000 + 0x800L * index, length, VirtioDriver.WRITE, 0);
        driver.submit(RECEIVE, index);
    }

    @Test
    void tellsItsAddressAndThatTheLinkIsUp() {
        assertEquals(1, driver.get(0x08));
        driver.set(0x14, 0);
        assertEquals(1 << 5 | 1 << 16 | 1 << 28, driver.get(0x10));
        for (int i = 0; i < 6; i++) {
            assertEquals(ADDRESS[i] & 0xff, transport.load(0x100 + i, 1));
        }
        assertEquals(1, transport.load(0x106, 2));
    }

    @Test
    void sendsFramesWithoutTheirHeader() {
        memory.bytes.put(0x4000 + HEADER, new byte[] {1, 2, 3});
        driver.descriptor(TRANSMIT, 0, ArrayMemory.BASE + 0x4000, HEADER, VirtioDriver.NEXT, 1);
        driver.descriptor(TRANSMIT, 1, ArrayMemory.BASE + 0x4000 + HEADER, 3, 0, 0);
        driver.submit(TRANSMIT, 0);
        assertEquals(1, sent.size());
        assertArrayEquals(new byte[] {1, 2, 3}, sent.getFirst());
        assertEquals(1, driver.usedIndex(TRANSMIT));
    }

    @Test
    void receivesWhenPolledEachFrameInItsOwnBuffer() {
        offerRoom(0, 100);
        offerRoom(1, 100);
        incoming.add(new byte[] {9, 8, 7});
        incoming.add(new byte[] {6});
        incoming.add(new byte[] {5});
        assertEquals(0, driver.usedIndex(RECEIVE));
        transport.poll();
        assertEquals(2, driver.usedIndex(RECEIVE));
        assertEquals(1, incoming.size(), "no buffer is left for the third");
        assertEquals(HEADER + 3, driver.usedLength(RECEIVE, 0));
        assertEquals(1, memory.bytes.getShort(0x4000 + 10), "one buffer");
        assertEquals(7, memory.bytes.get(0x4000 + HEADER + 2));
        assertEquals(6, memory.bytes.get(0x4800 + HEADER));
        assertEquals(1, driver.get(0x60));
    }

    @Test
    void aFrameThatDoesNotFitIsLost() {
        offerRoom(0, HEADER + 2);
        incoming.add(new byte[3]);
        transport.poll();
        assertEquals(1, driver.usedIndex(RECEIVE));
        assertEquals(0, driver.usedLength(RECEIVE, 0));
        assertFalse(driver.needsReset());
    }

    @Test
    void buffersThatCannotHoldAHeaderNeedReset() {
        offerRoom(0, HEADER - 1);
        incoming.add(new byte[3]);
        transport.poll();
        assertTrue(driver.needsReset());
    }

    @Test
    void framesThatAreTooShortOrTooLongNeedReset() {
        driver.descriptor(TRANSMIT, 0, ArrayMemory.BASE + 0x4000, HEADER - 1, 0, 0);
        driver.submit(TRANSMIT, 0);
        assertTrue(driver.needsReset());
        driver.start(2);
        driver.descriptor(TRANSMIT, 0, ArrayMemory.BASE + 0x4000, HEADER + 65_536, 0, 0);
        driver.submit(TRANSMIT, 0);
        assertTrue(driver.needsReset());
        driver.start(2);
        driver.descriptor(TRANSMIT, 0, ArrayMemory.BASE + 0x1fff0, 100, 0, 0);
        driver.submit(TRANSMIT, 0);
        assertTrue(driver.needsReset(), "outside memory");
        assertEquals(0, sent.size());
    }

    @Test
    void nothingComesInBeforeTheDriverIsReady() {
        driver.negotiate();
        driver.setUpQueue(RECEIVE, VirtioDriver.SIZE);
        offerRoom(0, 100);
        incoming.add(new byte[] {1});
        transport.poll();
        assertEquals(1, incoming.size());
        driver.set(0x70, 15);
        transport.poll();
        assertEquals(0, incoming.size());
    }
}

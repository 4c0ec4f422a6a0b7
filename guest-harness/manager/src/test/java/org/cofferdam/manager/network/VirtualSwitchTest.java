package org.cofferdam.manager.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import org.cofferdam.machine.device.NetworkLink;
import org.junit.jupiter.api.Test;

class VirtualSwitchTest {
    private static final long A = 0x5254_0000_0001L;
    private static final long B = 0x5254_0000_0002L;
    private static final long C = 0x5254_0000_0003L;
    private static final long ALL = 0xffff_ffff_ffffL;
    private static final int SHORTEST = 14;

    private long now;
    private final VirtualSwitch network = new VirtualSwitch(() -> now);
    private final NetworkLink a = network.plug("a", A, "a");
    private final NetworkLink b = network.plug("b", B, "b");
    private final NetworkLink c = network.plug("c", C, "c");

    private static byte[] frame(long to, long from, int length, int mark) {
        byte[] frame = new byte[length];
        ByteBuffer.wrap(frame)
                .putShort((short) (to >> 32))
                .putInt((int) to)
                .putShort((short) (from >> 32))
                .putInt((int) from);
        frame[length - 1] = (byte) mark;
        return frame;
    }

    private static byte[] frame(long to, long from) {
        return frame(to, from, 60, 1);
    }

    /** The next instant. Whoever receives first makes the switch forward. */
    private void tick() {
        now += 10;
    }

    private Map<Loss, Long> lost(int port) {
        return network.report().get(port).lost();
    }

    @Test
    void aFrameArrivesWhereItIsSentAndNowhereElse() {
        a.send(frame(B, A));
        tick();
        assertNull(c.receive());
        assertArrayEquals(frame(B, A), b.receive());
        assertNull(b.receive());
        assertNull(a.receive());
        assertEquals(new PortReport("a", "a", 1, 0, Map.of()), network.report().get(0));
        assertEquals(new PortReport("b", "b", 0, 1, Map.of()), network.report().get(1));
    }

    @Test
    void whatIsSentAtAnInstantArrivesAtTheNext() {
        tick();
        assertNull(b.receive());
        a.send(frame(B, A));
        assertNull(b.receive());
        tick();
        assertArrayEquals(frame(B, A), b.receive());
    }

    @Test
    void aBroadcastArrivesAtAllOthersAndNobodyCanChangeIt() {
        a.send(frame(ALL, A));
        tick();
        byte[] first = b.receive();
        first[20] = 9;
        assertArrayEquals(frame(ALL, A), c.receive());
        assertNull(a.receive());
    }

    @Test
    void anAddressBehindAPortIsLearned() {
        long behind = 0x0200_0000_0009L;
        b.send(frame(A, behind));
        tick();
        a.receive();
        a.send(frame(behind, A));
        tick();
        assertNull(c.receive());
        assertArrayEquals(frame(behind, A), b.receive());
    }

    @Test
    void anUnknownAddressIsLookedForEverywhere() {
        a.send(frame(0x0200_0000_0009L, A));
        tick();
        assertArrayEquals(frame(0x0200_0000_0009L, A), b.receive());
        assertArrayEquals(frame(0x0200_0000_0009L, A), c.receive());
    }

    @Test
    void nobodySendsFromTheAddressOfAnotherCard() {
        c.send(frame(A, B));
        b.send(frame(A, B));
        tick();
        assertArrayEquals(frame(A, B), a.receive());
        assertNull(a.receive());
        assertEquals(Map.of(Loss.FORGED, 1L), lost(2));
    }

    @Test
    void framesThatAreNoneAreCountedAndDropped() {
        a.send(new byte[0]);
        a.send(new byte[SHORTEST - 1]);
        a.send(frame(B, 0, 60, 0));
        a.send(frame(B, ALL, 60, 0));
        a.send(frame(B, A, Frame.LONGEST + 1, 0));
        a.send(frame(B, A, Frame.LONGEST, 7));
        a.send(frame(B, A, SHORTEST, 8));
        tick();
        assertArrayEquals(frame(B, A, Frame.LONGEST, 7), b.receive());
        assertArrayEquals(frame(B, A, SHORTEST, 8), b.receive());
        assertNull(b.receive());
        assertEquals(Map.of(Loss.MALFORMED, 4L, Loss.OVERSIZED, 1L), lost(0));
    }

    @Test
    void aFloodIsBoundedWhetherItsReceiverTakesItOrNot() {
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 1000; i++) {
                a.send(frame(B, A));
            }
            tick();
            c.receive();
        }
        long taken = 10L * SwitchPort.MOST_SENT;
        assertEquals(Map.of(Loss.SENT_TOO_FAST, 10_000 - taken), lost(0));
        assertEquals(Map.of(Loss.RECEIVED_TOO_SLOWLY, taken - SwitchPort.MOST_WAITING), lost(1));
        int waiting = 0;
        while (b.receive() != null) {
            waiting++;
        }
        assertEquals(SwitchPort.MOST_WAITING, waiting);
    }

    /** The receiver takes one frame at each instant, and the flood is there first. */
    @Test
    void aFloodLeavesOthersTheirTurn() {
        int fromC = 0;
        for (int instant = 0; instant < 2000; instant++) {
            for (int i = 0; i < SwitchPort.MOST_SENT; i++) {
                a.send(frame(B, A, 60, 1));
            }
            c.send(frame(B, C, 60, 3));
            tick();
            byte[] received = b.receive();
            fromC += received[59] == 3 ? 1 : 0;
        }
        assertTrue(fromC > 400, fromC + " of 2000");
    }

    @Test
    void aFloodOfAddressesDisplacesNoneBehindAnotherPort() {
        long behind = 0x0200_0000_0009L;
        b.send(frame(A, behind));
        tick();
        a.receive();
        for (long i = 0; i < 10_000; i++) {
            a.send(frame(B, 0x0600_0000_0000L + i));
            tick();
            b.receive();
        }
        a.send(frame(behind, A));
        tick();
        assertNull(c.receive());
        assertArrayEquals(frame(behind, A), b.receive());
        c.send(frame(0x0600_0000_0000L, C));
        tick();
        assertArrayEquals(frame(0x0600_0000_0000L, C), b.receive(), "the oldest is forgotten, so all are asked");
    }

    @Test
    void aPartitionThatStartsAgainFindsItsPort() {
        b.send(frame(A, B));
        tick();
        assertArrayEquals(frame(A, B), network.plug("a", A, "a").receive());
        assertEquals(3, network.report().size());
    }
}

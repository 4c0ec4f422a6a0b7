package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SocketLinkTest {
    private final HostPacer pacer = new HostPacer();

    @TempDir
    private Path folder;

    private SocketLink open(boolean listen, String where) throws IOException {
        SocketLink link = SocketLink.open(new NetworkOption(listen, where, -1), pacer);
        link.start();
        return link;
    }

    private static byte[] awaitFrame(SocketLink link) throws InterruptedException {
        byte[] frame = link.receive();
        while (frame == null) {
            Thread.sleep(1);
            frame = link.receive();
        }
        return frame;
    }

    private static void write(SocketChannel peer, byte[] frame) throws IOException {
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(peer));
        out.writeInt(frame.length);
        out.write(frame);
    }

    private static byte[] read(SocketChannel peer) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(peer));
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    @Test
    void framesAreExchangedWithOnePeerAfterTheOther() throws Exception {
        try (SocketLink link = open(true, "127.0.0.1:0")) {
            for (int i = 1; i <= 2; i++) {
                try (SocketChannel peer = SocketChannel.open(link.address())) {
                    byte[] frame = new byte[1000 * i];
                    frame[3] = (byte) i;
                    write(peer, frame);
                    assertArrayEquals(frame, awaitFrame(link));
                    link.send(new byte[] {1, 2, (byte) i});
                    assertArrayEquals(new byte[] {1, 2, (byte) i}, read(peer));
                    assertEquals(i, link.taken());
                }
            }
        }
    }

    @Test
    void twoLinksAreACable() throws Exception {
        String where = "unix:" + folder.resolve("wire");
        try (SocketLink one = open(true, where);
                SocketLink other = open(false, where)) {
            other.send(new byte[] {42});
            assertArrayEquals(new byte[] {42}, awaitFrame(one));
            assertTrue(one.address() instanceof UnixDomainSocketAddress);
        }
        assertTrue(Files.notExists(folder.resolve("wire")), "a socket's file goes with it");
    }

    @Test
    void aPeerThatSendsNoFramesIsHungUpOn() throws Exception {
        try (SocketLink link = open(true, "127.0.0.1:0")) {
            for (int length : new int[] {0, -1, 65_537}) {
                try (SocketChannel peer = SocketChannel.open(link.address())) {
                    new DataOutputStream(Channels.newOutputStream(peer)).writeInt(length);
                    assertEquals(-1, Channels.newInputStream(peer).read(), "length " + length);
                }
            }
        }
    }

    @Test
    void aConnectionThatIsCutEndsTheInput() throws Exception {
        try (var server = java.nio.channels.ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            try (SocketLink link = open(false, "127.0.0.1:" + port)) {
                SocketChannel peer = server.accept();
                write(peer, new byte[] {7});
                peer.close();
                assertArrayEquals(new byte[] {7}, awaitFrame(link));
                while (!link.ended()) {
                    Thread.sleep(1);
                }
            }
        }
    }

    @Test
    void whatHasBeenSentLeavesBeforeTheEnd() throws Exception {
        SocketChannel peer;
        try (SocketLink link = open(true, "127.0.0.1:0")) {
            peer = SocketChannel.open(link.address());
            write(peer, new byte[] {1});
            awaitFrame(link);
            for (int i = 0; i < 100; i++) {
                link.send(new byte[] {(byte) i});
            }
        }
        for (int i = 0; i < 100; i++) {
            assertEquals((byte) i, read(peer)[0]);
        }
        peer.close();
    }

    @Test
    void addressesThatAreTakenOrEmptyAreRefused() throws Exception {
        try (SocketLink link = open(true, "127.0.0.1:0")) {
            String taken = "127.0.0.1:" + ((InetSocketAddress) link.address()).getPort();
            assertThrows(IOException.class, () -> open(true, taken));
        }
        assertThrows(IOException.class, () -> open(false, "unix:" + folder.resolve("nobody")));
    }
}

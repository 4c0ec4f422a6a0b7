package org.cofferdam.guests.command;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cofferdam.machine.device.NetworkLink;

/**
 * A network cable that is a stream socket, framed as QEMU's socket network: each frame behind its length, 32 bits, big-endian. Frames for a
 * peer that is not there, or is slow, are lost. Who listens serves one peer after the other.
 */
final class SocketLink implements NetworkLink, HostPacer.Source, Closeable {
    private static final int LONGEST_FRAME = 65_536;
    private static final int MOST_WAITING = 256;
    private static final byte[] END = {};
    private static final long LONGEST_FAREWELL_MILLISECONDS = 500;

    private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(MOST_WAITING);
    private final BlockingQueue<byte[]> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HostPacer pacer;
    private final ServerSocketChannel server;
    private final SocketAddress address;
    private volatile SocketChannel peer;
    private final Thread sender =
            Thread.ofPlatform().daemon().name("network output").unstarted(this::sendAll);
    private volatile boolean ended;
    private long taken;

    private SocketLink(HostPacer pacer, ServerSocketChannel server, SocketChannel peer, SocketAddress address) {
        this.pacer = pacer;
        this.server = server;
        this.peer = peer;
        this.address = address;
        pacer.add(this);
    }

    /**
     * Opens the socket; frames flow from {@link #start} on.
     *
     * @throws IOException if nobody is there to connect to, or the address cannot be listened at
     */
    static SocketLink open(NetworkOption option, HostPacer pacer) throws IOException {
        SocketAddress address = option.address();
        if (!option.listen()) {
            return new SocketLink(pacer, null, SocketChannel.open(address), address);
        }
        ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            server.bind(address);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return new SocketLink(pacer, server, null, address);
    }

    /** Where it listens; the port is the real one if port 0 was asked for. */
    SocketAddress address() throws IOException {
        return server == null ? address : server.getLocalAddress();
    }

    void start() {
        Thread.ofPlatform().daemon().name("network input").start(this::receiveAll);
        sender.start();
    }

    private void receiveAll() {
        try {
            do {
                if (server != null) {
                    peer = server.accept();
                }
                receiveFrom(peer);
            } while (server != null);
        } catch (IOException e) {
            // closed: as at the end
        }
        ended = true;
        pacer.nudge();
    }

    /** A peer that goes, or sends what is no frame, is no longer listened to. */
    private void receiveFrom(SocketChannel from) throws IOException {
        try (from;
                DataInputStream in = new DataInputStream(Channels.newInputStream(from))) {
            while (true) {
                int length = in.readInt();
                if (length <= 0 || length > LONGEST_FRAME) {
                    System.err.printf("cofferdam: the peer at %s sent a frame of %d bytes: hung up%n", address, length);
                    return;
                }
                byte[] frame = new byte[length];
                in.readFully(frame);
                incoming.put(frame);
                pacer.nudge();
            }
        } catch (IOException e) {
            if (!from.isOpen() && server != null && !server.isOpen()) {
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void sendAll() {
        try {
            for (byte[] frame = outgoing.take(); frame != END; frame = outgoing.take()) {
                SocketChannel to = peer;
                if (to != null && to.isOpen()) {
                    send(frame, to);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(byte[] frame, SocketChannel to) {
        try {
            OutputStream stream = Channels.newOutputStream(to);
            DataOutputStream out = new DataOutputStream(stream);
            byte[] framed = new byte[Integer.BYTES + frame.length];
            ByteBuffer.wrap(framed).putInt(frame.length).put(frame);
            out.write(framed);
            out.flush();
        } catch (IOException gone) {
            // the frame is lost; who receives notices that the peer has gone
        }
    }

    @Override
    public byte[] receive() {
        byte[] frame = incoming.poll();
        if (frame != null) {
            taken++;
        }
        return frame;
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public void send(byte[] frame) {
        if (!outgoing.offer(frame)) {
            outgoing.poll();
            outgoing.offer(frame);
        }
    }

    @Override
    public boolean waits() {
        return !incoming.isEmpty();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    /** Gives what has been sent a moment to leave. */
    @Override
    public void close() throws IOException {
        send(END);
        try {
            sender.join(Duration.ofMillis(LONGEST_FAREWELL_MILLISECONDS));
        } catch (IllegalThreadStateException neverStarted) {
            // nothing has been sent
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (server != null) {
            server.close();
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        }
        SocketChannel connected = peer;
        if (connected != null) {
            connected.close();
        }
    }
}

package org.cofferdam.manager.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 over a socket; none that comes in is longer than was agreed. */
final class LineChannel implements Closeable {
    private final SocketChannel channel;
    private final InputStream in;
    private final int longest;

    /** A line was longer than was agreed: what follows cannot be understood. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        private TooLong(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }

    /** Lines over a connected channel, which it closes; {@code longest} bytes may come in at once. */
    LineChannel(SocketChannel channel, int longest) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.longest = longest;
    }

    /**
     * The next line without its end; empty if the other side has closed. A last line that does not end is dropped.
     *
     * @throws TooLong if the line is
     * @throws IOException if the connection breaks, or is closed here
     */
    Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            line.write(octet);
            if (line.size() == longest) {
                throw new TooLong(longest);
            }
        }
        return Optional.empty();
    }

    /**
     * Sends a line.
     *
     * @throws IOException if the connection breaks, or is closed here
     */
    synchronized void write(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Nothing more is read: {@link #read} finds the end, and what is written still leaves.
     *
     * @throws IOException if the connection is broken
     */
    void endInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.cofferdam.guests.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file of big-endian numbers and runs of bytes, read and written in place. */
final class ImageFile implements Closeable {
    private final FileChannel channel;

    private ImageFile(FileChannel channel) {
        this.channel = channel;
    }

    static ImageFile open(Path file, boolean readOnly) throws IOException {
        return new ImageFile(
                readOnly
                        ? FileChannel.open(file, StandardOpenOption.READ)
                        : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A new file, which must not exist yet. */
    static ImageFile create(Path file) throws IOException {
        return new ImageFile(FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    long length() throws IOException {
        return channel.size();
    }

    /**
     * Fills {@code into[offset, offset + length)}.
     *
     * @throws EOFException if the file ends before
     */
    void read(long position, byte[] into, int offset, int length) throws IOException {
        int count = readUpTo(position, into, offset, length);
        if (count < length) {
            throw new EOFException("the image ends at " + length());
        }
    }

    /** As {@link #read}; what lies behind the end of the file reads as zero. */
    void readPadded(long position, byte[] into, int offset, int length) throws IOException {
        int count = readUpTo(position, into, offset, length);
        Arrays.fill(into, offset + count, offset + length, (byte) 0);
    }

    private int readUpTo(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        int last = 0;
        while (buffer.hasRemaining() && last >= 0) {
            last = channel.read(buffer, position + length - buffer.remaining());
        }
        return length - buffer.remaining();
    }

    byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(position, bytes, 0, length);
        return bytes;
    }

    long number(long position) throws IOException {
        return ByteBuffer.wrap(bytes(position, Long.BYTES)).getLong();
    }

    void write(long position, byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + length - buffer.remaining());
        }
    }

    void write(long position, byte[] from) throws IOException {
        write(position, from, 0, from.length);
    }

    void writeNumber(long position, long value) throws IOException {
        write(position, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

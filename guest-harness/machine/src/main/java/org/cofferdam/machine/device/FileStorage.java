package org.cofferdam.machine.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A raw disk image. */
public final class FileStorage implements Storage {
    private final FileChannel channel;
    private final long size;
    private final boolean readOnly;

    private FileStorage(FileChannel channel, boolean readOnly) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.readOnly = readOnly;
    }

    /**
     * Opens an existing file.
     *
     * @throws IOException if it is missing, or may not be read (or, unless {@code readOnly}, written)
     */
    public static FileStorage open(Path file, boolean readOnly) throws IOException {
        FileChannel channel = readOnly
                ? FileChannel.open(file, StandardOpenOption.READ)
                : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new FileStorage(channel, readOnly);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + length - buffer.remaining()) < 0) {
                throw new EOFException("the image has shrunk");
            }
        }
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + length - buffer.remaining());
        }
    }

    @Override
    public void flush() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

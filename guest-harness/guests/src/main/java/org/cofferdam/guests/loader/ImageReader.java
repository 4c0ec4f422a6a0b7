package org.cofferdam.guests.loader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Recognises a file by its first bytes and reads it. */
public final class ImageReader {
    private static final int GZIP = 0x8b1f;

    /** So much is read at a time: the JVM has it in a buffer of its own first, and each page of that is new to the process. */
    private static final int CHUNK = 1 << 16;

    /** The longest array. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private ImageReader() {}

    /**
     * Reads an image for {@code memory}.
     *
     * @param flatAddress where a flat binary goes and starts
     * @throws ImageException if the file is missing, unreadable, malformed, or does not fit into {@code memory}
     */
    public static Image read(Path file, MemoryRange memory, long flatAddress) throws ImageException {
        return parse(readAll(file), memory, flatAddress);
    }

    /**
     * Whether a regular file begins as a linked ELF program does.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isElfProgram(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ElfFile.isProgram(ByteBuffer.wrap(in.readNBytes(ElfBytes.HEADER_LENGTH)));
        }
    }

    /**
     * As {@link #read} for a file that is in memory already.
     *
     * @throws ImageException if it is malformed, or does not fit into {@code memory}
     */
    public static Image parse(byte[] bytes, MemoryRange memory, long flatAddress) throws ImageException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length == 0) {
            throw new ImageException("is empty");
        }
        if (ElfFile.recognises(file)) {
            return new ElfFile(new ElfBytes(bytes)).image(memory);
        }
        if (LinuxHeader.recognises(file)) {
            return LinuxHeader.image(bytes, memory);
        }
        if (bytes.length >= 2 && (file.getShort(0) & 0xffff) == GZIP) {
            throw new ImageException("is compressed: unpack it with gunzip first");
        }
        return flat(bytes, memory, flatAddress);
    }

    /**
     * All bytes of a regular file.
     *
     * @throws ImageException if it is missing, unreadable, no regular file, or larger than 2 GiB
     */
    public static byte[] readAll(Path file) throws ImageException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ImageException("is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw tooLarge();
            }
            return read(in, (int) size);
        } catch (ImageException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ImageException("does not exist");
        } catch (IOException e) {
            throw new ImageException("cannot be read");
        }
    }

    /** All there is, which may be less than {@code size} bytes or more: some file systems know no sizes, and others may write. */
    private static byte[] read(InputStream in, int size) throws IOException, ImageException {
        byte[] bytes = new byte[size];
        int filled = 0;
        int count = 0;
        while (filled < size && count >= 0) {
            filled += count;
            count = in.read(bytes, filled, Math.min(CHUNK, size - filled));
        }
        byte[] more = in.readAllBytes();
        if (filled == size && more.length == 0) {
            return bytes;
        }
        if (more.length > LARGEST - filled) {
            throw tooLarge();
        }
        byte[] all = Arrays.copyOf(bytes, filled + more.length);
        System.arraycopy(more, 0, all, filled, more.length);
        return all;
    }

    private static ImageException tooLarge() {
        return new ImageException("is larger than 2 GiB");
    }

    private static Image flat(byte[] bytes, MemoryRange memory, long address) throws ImageException {
        if (!memory.contains(address, bytes.length)) {
            throw new ImageException(
                    "has %d bytes for 0x%x, outside memory (%s)".formatted(bytes.length, address, memory));
        }
        return new Image(
                Image.Format.FLAT, address, List.of(new Image.Segment(address, bytes, bytes.length)), Map.of());
    }
}

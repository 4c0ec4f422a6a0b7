package org.cofferdam.isolation.explore;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * A file to which an exploration adds each level that is complete, and from which it goes on later. First comes what was
 * explored, as a fingerprint; then by level the totals, the states, and a mark that says that the level is whole.
 */
public final class Checkpoint implements AutoCloseable {
    private static final int WHOLE = 0x77686f6c;

    private final FileChannel file;

    private Checkpoint(FileChannel file) {
        this.file = file;
    }

    /** What an exploration knows at the end of a level, but for the states. */
    record Totals(int states, long transitions, BitSet stepsTaken, BitSet shown) {}

    /** Whoever takes levels that were written. */
    interface Reader {
        /** A level; the states follow, each as so many 64-bit words. */
        void level(Totals totals, DataInputStream states) throws IOException;
    }

    /**
     * Opens a file, or begins it, and hands over all whole levels. What comes after the last of them is cut off.
     *
     * @param fingerprint of what is explored
     * @param known states before the first level in the file
     * @param words of a state
     * @throws IllegalArgumentException if the file is of something else
     */
    static Checkpoint open(Path path, String fingerprint, int known, int words, Reader reader) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        Checkpoint checkpoint = new Checkpoint(file);
        if (file.size() == 0) {
            try (DataOutputStream out = checkpoint.output()) {
                out.writeUTF(fingerprint);
            }
        } else {
            file.truncate(checkpoint.read(path, fingerprint, known, words, reader));
        }
        file.position(file.size());
        return checkpoint;
    }

    /** Returns how far the file is whole. */
    private long read(Path path, String fingerprint, int known, int words, Reader reader) throws IOException {
        CountedInput counted = new CountedInput(new BufferedInputStream(Channels.newInputStream(file), 1 << 16));
        DataInputStream in = new DataInputStream(counted);
        if (!in.readUTF().equals(fingerprint)) {
            throw new IllegalArgumentException(
                    path + " is a checkpoint of another exploration: remove it, or name another file");
        }
        long whole = counted.count();
        int from = known;
        try {
            while (true) {
                Totals totals = new Totals(in.readInt(), in.readLong(), readBits(in), readBits(in));
                long rest = (long) (totals.states - from) * words * Long.BYTES + Integer.BYTES;
                if (file.size() - counted.count() < rest) {
                    return whole;
                }
                reader.level(totals, in);
                if (in.readInt() != WHOLE) {
                    throw new IOException(path + " is damaged before byte " + counted.count() + ": remove it");
                }
                whole = counted.count();
                from = totals.states;
            }
        } catch (EOFException e) {
            // The last level was cut short: it is explored again.
            return whole;
        }
    }

    /** Adds a level: its states are number {@code from} and later. */
    void write(Totals totals, int from, StateSet states, int words) throws IOException {
        try (DataOutputStream out = output()) {
            out.writeInt(totals.states);
            out.writeLong(totals.transitions);
            writeBits(totals.stepsTaken, out);
            writeBits(totals.shown, out);
            long[] state = new long[words];
            for (int number = from; number < totals.states; number++) {
                states.get(number, state);
                for (long word : state) {
                    out.writeLong(word);
                }
            }
            out.writeInt(WHOLE);
        }
    }

    /** Closing it writes what is buffered and leaves the file open. */
    private DataOutputStream output() {
        return new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16) {
            @Override
            public void close() throws IOException {
                flush();
            }
        });
    }

    private static BitSet readBits(DataInputStream in) throws IOException {
        long[] words = new long[in.readInt()];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.readLong();
        }
        return BitSet.valueOf(words);
    }

    private static void writeBits(BitSet bits, DataOutputStream out) throws IOException {
        long[] words = bits.toLongArray();
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

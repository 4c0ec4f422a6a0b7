package org.cofferdam.machine.device;

import java.io.IOException;
import java.util.Arrays;

/** A disk in memory that can be told to fail. */
public final class ArrayStorage implements Storage {
    public final byte[] bytes;
    boolean readOnly;
    boolean broken;
    int flushes;

    public ArrayStorage(int size) {
        bytes = new byte[size];
    }

    void fillWith(int octet) {
        Arrays.fill(bytes, (byte) octet);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        check();
        System.arraycopy(bytes, (int) position, into, offset, length);
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        check();
        System.arraycopy(from, offset, bytes, (int) position, length);
    }

    @Override
    public void flush() throws IOException {
        check();
        flushes++;
    }

    private void check() throws IOException {
        if (broken) {
            throw new IOException("broken on purpose");
        }
    }
}

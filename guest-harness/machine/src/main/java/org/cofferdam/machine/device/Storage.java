package org.cofferdam.machine.device;

import java.io.Closeable;
import java.io.IOException;

/** A disk's bytes. The caller keeps {@code position + length} within {@link #size()}. */
public interface Storage extends Closeable {
    /** Size in bytes; it does not change. */
    long size();

    /** True if {@link #write} always fails. */
    boolean readOnly();

    /**
     * Fills {@code into[offset, offset + length)} from {@code position}.
     *
     * @throws IOException if the host could not read all of it
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /**
     * Writes {@code from[offset, offset + length)} at {@code position}.
     *
     * @throws IOException if the host could not write all of it, or this storage is read-only
     */
    void write(long position, byte[] from, int offset, int length) throws IOException;

    /**
     * Returns once everything written is durable.
     *
     * @throws IOException if that cannot be promised
     */
    void flush() throws IOException;

    /** Lets go of what is behind it, if anything; what was written stays. */
    @Override
    default void close() throws IOException {}
}

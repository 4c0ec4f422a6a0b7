package org.cofferdam.machine.state;

import java.nio.ByteBuffer;

/** Reads what a {@link StateWriter} wrote, in the same order. Its bytes are hostile. */
public final class StateReader {
    private final String owner;
    private final ByteBuffer bytes;

    /**
     * A reader of these bytes.
     *
     * @param owner whose state it is, for messages
     */
    public StateReader(String owner, byte[] bytes) {
        this.owner = owner;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public boolean flag() throws StateException {
        require(1);
        return switch (bytes.get()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw refuse("a flag that is neither 0 nor 1");
        };
    }

    public int word() throws StateException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    /** A number of which both bounds are allowed. */
    public int word(int least, int most) throws StateException {
        int value = word();
        if (value < least || value > most) {
            throw refuse("%d where %d to %d is possible".formatted(value, least, most));
        }
        return value;
    }

    /** A number that has no other bits than these. */
    public int bits(int mask) throws StateException {
        int value = word();
        if ((value & ~mask) != 0) {
            throw refuse("0x%x where only the bits 0x%x are possible".formatted(value, mask));
        }
        return value;
    }

    public long number() throws StateException {
        require(Long.BYTES);
        return bytes.getLong();
    }

    /** Fills the array. */
    public void raw(byte[] into) throws StateException {
        require(into.length);
        bytes.get(into);
    }

    /** Fills the array. */
    public void flags(boolean[] into) throws StateException {
        for (int i = 0; i < into.length; i++) {
            into[i] = flag();
        }
    }

    /** Fills the array with numbers of which both bounds are allowed. */
    public void words(int[] into, int least, int most) throws StateException {
        for (int i = 0; i < into.length; i++) {
            into[i] = word(least, most);
        }
    }

    /** Fills the array. */
    public void numbers(long[] into) throws StateException {
        for (int i = 0; i < into.length; i++) {
            into[i] = number();
        }
    }

    /**
     * Ends the reading.
     *
     * @throws StateException if anything is left
     */
    public void end() throws StateException {
        if (bytes.hasRemaining()) {
            throw refuse("%d bytes more than there should be".formatted(bytes.remaining()));
        }
    }

    /** A complaint about what was read. */
    public StateException refuse(String complaint) {
        return new StateException("the state of %s has %s".formatted(owner, complaint));
    }

    private void require(int length) throws StateException {
        if (bytes.remaining() < length) {
            throw refuse("an end too early");
        }
    }
}

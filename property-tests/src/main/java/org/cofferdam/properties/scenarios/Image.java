package org.cofferdam.properties.scenarios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.properties.tworuns.GuestCode;

/** What a partition's memory holds when it starts: code at its beginning, words anywhere. */
final class Image {
    private final ByteBuffer bytes;

    Image(int size, GuestCode code) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        code.copyTo(bytes.array(), 0);
    }

    /** @param offset from the beginning of memory */
    Image word(int offset, long value) {
        bytes.putLong(offset, value);
        return this;
    }

    Image half(int offset, int value) {
        bytes.putShort(offset, (short) value);
        return this;
    }

    Image octets(int offset, byte[] from) {
        bytes.put(offset, from);
        return this;
    }

    byte[] bytes() {
        return bytes.array().clone();
    }
}

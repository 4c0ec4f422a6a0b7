package org.cofferdam.properties.differential.privileged;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A checksum of words. */
final class Digest {

    private final CRC32C sum = new CRC32C();
    private final ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

    static int of(ByteBuffer words) {
        Digest digest = new Digest();
        while (words.hasRemaining()) {
            digest.add(words.getLong());
        }
        return digest.value();
    }

    void add(long value) {
        word.putLong(0, value);
        sum.update(word.array());
    }

    int value() {
        return (int) sum.getValue();
    }
}

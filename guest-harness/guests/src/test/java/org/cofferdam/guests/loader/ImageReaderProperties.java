package org.cofferdam.guests.loader;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ImageReaderProperties {
    private static final MemoryRange MEMORY = new MemoryRange(0x8000_0000L, 0x1_0000);

    @Provide
    Arbitrary<byte[]> nearlyImages() {
        Arbitrary<Long> words = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(0, 0x200),
                Arbitraries.longs().between(0x8000_0000L, 0x8001_0000L));
        return words.list().ofMinSize(1).ofMaxSize(60).flatMap(list -> Arbitraries.of(0, 1, 2)
                .map(kind -> {
                    ByteBuffer file = ByteBuffer.allocate(8 * list.size()).order(ByteOrder.LITTLE_ENDIAN);
                    list.forEach(file::putLong);
                    if (kind == 1) {
                        file.putInt(0, 0x464c457f).putShort(4, (short) 0x102);
                    }
                    if (kind == 1 && file.limit() >= 64) {
                        file.putInt(16, 2 | 243 << 16).putShort(54, (short) 56).putShort(58, (short) 64);
                        file.putShort(56, (short) 1)
                                .putShort(60, (short) 1)
                                .putLong(32, 64)
                                .putLong(40, 64);
                    }
                    if (kind == 2 && file.limit() >= 64) {
                        file.putInt(56, 0x05435352);
                    }
                    return file.array();
                }));
    }

    @Property(tries = 2000)
    void everyFileEndsInAnImageInsideMemoryOrInOneRefusal(@ForAll("nearlyImages") byte[] file) {
        try {
            Image image = ImageReader.parse(file, MEMORY, MEMORY.base());
            for (Image.Segment segment : image.segments()) {
                assertTrue(MEMORY.contains(segment.address(), segment.memorySize()));
                assertTrue(segment.bytes().length <= segment.memorySize());
            }
        } catch (ImageException refusal) {
            assertTrue(refusal.getMessage().lines().count() == 1);
        }
    }
}

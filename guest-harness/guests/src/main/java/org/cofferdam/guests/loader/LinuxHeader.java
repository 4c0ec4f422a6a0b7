package org.cofferdam.guests.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * The header of a RISC-V Linux {@code Image} (Linux, Documentation/arch/riscv/boot-image-header.rst): {@code text_offset} at 8,
 * {@code image_size} at 16, {@code flags} at 24, the second magic number "RSC\5" at 56.
 */
final class LinuxHeader {
    private static final int LENGTH = 64;
    private static final int MAGIC_2 = 0x05435352;
    private static final int FLAG_BIG_ENDIAN = 1;

    private LinuxHeader() {}

    static boolean recognises(ByteBuffer file) {
        return file.limit() >= LENGTH && file.getInt(56) == MAGIC_2;
    }

    static Image image(byte[] bytes, MemoryRange memory) throws ImageException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long textOffset = file.getLong(8);
        long imageSize = file.getLong(16);
        if ((file.getLong(24) & FLAG_BIG_ENDIAN) != 0) {
            throw new ImageException("is a big-endian Linux image");
        }
        if (imageSize < bytes.length) {
            throw new ImageException(
                    "is a Linux image whose header says %d bytes, but has %d".formatted(imageSize, bytes.length));
        }
        if (textOffset < 0 || !memory.contains(memory.base() + textOffset, imageSize)) {
            throw new ImageException("is a Linux image of %d bytes at offset 0x%x, outside memory (%s)"
                    .formatted(imageSize, textOffset, memory));
        }
        long address = memory.base() + textOffset;
        return new Image(Image.Format.LINUX, address, List.of(new Image.Segment(address, bytes, imageSize)), Map.of());
    }
}

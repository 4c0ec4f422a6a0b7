package org.cofferdam.guests.debugger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Numbers and bytes as packets write them. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();
    private static final int MOST_DIGITS = 16;

    private Hex() {}

    /** @throws BadPacketException if it is no number of 64 bits */
    static long number(String text) throws BadPacketException {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new BadPacketException();
        }
        return Long.parseUnsignedLong(text, 16);
    }

    static String of(long number) {
        return Long.toHexString(number);
    }

    /** A register of 64 bits, as it would lie in memory. */
    static String register(long value) {
        return bytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
    }

    /** @throws BadPacketException if these are not 8 bytes */
    static long parseRegister(String text) throws BadPacketException {
        byte[] bytes = parseBytes(text);
        if (bytes.length != Long.BYTES) {
            throw new BadPacketException();
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    static String bytes(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    static String text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws BadPacketException if these are no bytes */
    static byte[] parseBytes(String text) throws BadPacketException {
        if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new BadPacketException();
        }
        return FORMAT.parseHex(text);
    }
}

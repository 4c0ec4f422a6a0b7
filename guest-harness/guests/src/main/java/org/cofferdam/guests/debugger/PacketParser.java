package org.cofferdam.guests.debugger;

import java.io.ByteArrayOutputStream;

/**
 * Takes the bytes of a debugger apart: packets <code>$data#checksum</code>, acknowledgements, and the byte 3 between packets
 * for an interrupt. Whatever bytes come, it holds no more than one packet, and finds the next one that is whole.
 */
final class PacketParser {
    /** The most bytes in a packet. */
    static final int LARGEST = 0x4000;

    private static final int INTERRUPT = 3;
    private static final int ESCAPED = 0x20;

    private enum Place {
        BETWEEN,
        DATA,
        ESCAPE,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private Place place = Place.BETWEEN;
    private int sum;
    private int expected;
    private boolean tooLong;

    /** What a byte, 0 to 255, completes; or null. */
    Event accept(int octet) {
        switch (place) {
            case BETWEEN -> {
                return between(octet);
            }
            case DATA -> data(octet);
            case ESCAPE -> {
                sum += octet;
                keep(octet ^ ESCAPED);
                place = Place.DATA;
            }
            case FIRST_DIGIT -> {
                expected = Character.digit(octet, 16) << 4;
                place = Place.SECOND_DIGIT;
            }
            case SECOND_DIGIT -> {
                place = Place.BETWEEN;
                int digit = Character.digit(octet, 16);
                boolean whole = expected >= 0 && digit >= 0 && (expected | digit) == (sum & 0xff) && !tooLong;
                return whole ? new Event.Request(data.toByteArray()) : new Event.Damaged();
            }
        }
        return null;
    }

    private Event between(int octet) {
        return switch (octet) {
            case '$' -> {
                begin();
                yield null;
            }
            case '-' -> new Event.Again();
            case INTERRUPT -> new Event.Interrupt();
            default -> null;
        };
    }

    private void begin() {
        place = Place.DATA;
        data.reset();
        sum = 0;
        tooLong = false;
    }

    private void data(int octet) {
        switch (octet) {
            case '$' -> begin(); // data has no bare dollar sign: the packet before was cut short
            case '#' -> place = Place.FIRST_DIGIT;
            case '}' -> {
                sum += octet;
                place = Place.ESCAPE;
            }
            default -> {
                sum += octet;
                keep(octet);
            }
        }
    }

    private void keep(int octet) {
        tooLong |= data.size() >= LARGEST;
        if (!tooLong) {
            data.write(octet);
        }
    }
}

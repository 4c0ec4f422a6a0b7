package org.cofferdam.guests.debugger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class PacketParserProperties {
    private static List<Event> parse(PacketParser parser, byte[] bytes) {
        List<Event> events = new ArrayList<>();
        for (byte octet : bytes) {
            Event event = parser.accept(octet & 0xff);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private static byte[] packet(byte[] data) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write('$');
        int sum = 0;
        for (byte octet : data) {
            boolean special = octet == '$' || octet == '#' || octet == '}';
            if (special) {
                packet.write('}');
                sum += '}';
            }
            packet.write(special ? octet ^ 0x20 : octet);
            sum += special ? octet ^ 0x20 : octet & 0xff;
        }
        packet.writeBytes("#%02x".formatted(sum & 0xff).getBytes(StandardCharsets.US_ASCII));
        return packet.toByteArray();
    }

    @Property
    void whatIsSentArrives(@ForAll @Size(max = 300) byte[] data) {
        List<Event> events = parse(new PacketParser(), packet(data));
        assertEquals(1, events.size());
        assertArrayEquals(
                data, assertInstanceOf(Event.Request.class, events.getFirst()).data());
    }

    @Property
    void afterAnyBytesAWholePacketIsFoundAgain(@ForAll byte[] junk, @ForAll @Size(max = 50) byte[] data) {
        PacketParser parser = new PacketParser();
        parse(parser, junk);
        // whatever the junk left open takes at most an escape and two digits
        parse(parser, new byte[] {'x', '#', '0', '0'});
        List<Event> events = parse(parser, packet(data));
        assertArrayEquals(
                data, assertInstanceOf(Event.Request.class, events.getLast()).data());
    }

    /**
     * But for a bit that makes a letter a frame's mark: what is left is then another packet, whose own sum holds one time in
     * 256 ({@link #aLetterThatBecameAMarkMakesAnotherPacket}).
     */
    @Property
    void aFlippedBitIsNoticed(
            @ForAll @Size(min = 1, max = 50) byte[] data,
            @ForAll @IntRange(max = 49) int at,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] sent = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            sent[i] = (byte) ('a' + (data[i] & 15));
        }
        byte[] packet = packet(sent);
        int flipped = 1 + at % data.length;
        packet[flipped] ^= (byte) (1 << bit);
        Assume.that(packet[flipped] != '$' && packet[flipped] != '#');
        for (Event event : parse(new PacketParser(), packet)) {
            assertInstanceOf(Event.Damaged.class, event);
        }
    }

    /** As any sender could have meant it: a checksum that adds up, and no length, is all that a packet has. */
    @Example
    void aLetterThatBecameAMarkMakesAnotherPacket() {
        // the letters up to the flipped one add up to 0x200
        byte[] packet = packet("ggggdgo".getBytes(StandardCharsets.US_ASCII));
        packet[5] ^= 0x40;
        assertArrayEquals(
                "go".getBytes(StandardCharsets.US_ASCII),
                assertInstanceOf(
                                Event.Request.class,
                                parse(new PacketParser(), packet).getFirst())
                        .data());
    }

    @Example
    void aPacketThatDoesNotEndIsNotKept() {
        PacketParser parser = new PacketParser();
        byte[] endless = new byte[4 * PacketParser.LARGEST];
        java.util.Arrays.fill(endless, (byte) 'm');
        assertEquals(
                List.of(),
                parse(parser, packet(endless)).stream()
                        .filter(Event.Request.class::isInstance)
                        .toList());
        assertEquals(1, parse(parser, packet(new byte[] {'g'})).size());
    }

    @Example
    void betweenPacketsThreeIsAnInterruptAndWithinItIsData() {
        PacketParser parser = new PacketParser();
        assertEquals(List.of(new Event.Interrupt()), parse(parser, new byte[] {'+', 3}));
        List<Event> events = parse(parser, packet(new byte[] {'X', 3}));
        assertArrayEquals(
                new byte[] {'X', 3},
                assertInstanceOf(Event.Request.class, events.getFirst()).data());
        assertEquals(List.of(new Event.Again()), parse(parser, new byte[] {'-'}));
    }
}

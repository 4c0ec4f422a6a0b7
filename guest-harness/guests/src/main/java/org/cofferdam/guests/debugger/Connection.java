package org.cofferdam.guests.debugger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The connection of one debugger. Its own thread reads; the machine's thread writes. */
final class Connection {
    private final InputStream in;
    private final OutputStream out;
    private final Closeable socket;
    private byte[] last = new byte[0];
    private boolean acknowledging = true;

    /** A request has arrived whose answer has not been sent: whoever asks for it again only has to wait. */
    private boolean owing;

    Connection(InputStream in, OutputStream out, Closeable socket) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.socket = socket;
    }

    /** Reads to the end of the connection. */
    void readAll(Consumer<Event> events) {
        events.accept(new Event.Connected(this));
        PacketParser parser = new PacketParser();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                Event event = parser.accept(octet);
                switch (event) {
                    case null -> {}
                    case Event.Damaged() -> acknowledge('-');
                    case Event.Again() -> sendAgain();
                    case Event.Request request -> {
                        acknowledge('+');
                        events.accept(request);
                    }
                    case Event.Interrupt _, Event.Connected _, Event.Closed _, Event.Leave _ -> events.accept(event);
                }
            }
        } catch (IOException e) {
            // as at its end
        }
        events.accept(new Event.Closed(this));
    }

    /** At once, whatever the machine does: a debugger that waits too long would ask twice. */
    private synchronized void acknowledge(char sign) {
        owing |= sign == '+';
        if (acknowledging) {
            write(new byte[] {(byte) sign});
        }
    }

    /** No acknowledgements from here on. */
    synchronized void stopAcknowledging() {
        acknowledging = false;
    }

    /** Sends a packet of Latin-1 characters; characters that packets give a meaning are escaped. */
    void send(String text) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write('$');
        int sum = 0;
        for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
            if (octet == '$' || octet == '#' || octet == '}' || octet == '*') {
                packet.write('}');
                packet.write(octet ^ 0x20);
                sum += '}' + (octet ^ 0x20);
            } else {
                packet.write(octet);
                sum += octet;
            }
        }
        packet.writeBytes("#%02x".formatted(sum & 0xff).getBytes(StandardCharsets.US_ASCII));
        transmit(packet.toByteArray());
    }

    private synchronized void transmit(byte[] packet) {
        owing = false;
        last = packet;
        write(packet);
    }

    /** Sends the last packet again. */
    private synchronized void sendAgain() {
        if (acknowledging && !owing) {
            write(last);
        }
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            close(); // the reader reports the end
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed as far as we care
        }
    }
}

package org.cofferdam.machine.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.NetworkLink;

/**
 * The one way in for what comes from outside: each byte of a console and each frame of a network is noted with the cycle at which a device
 * took it. A door that is given the notes of another run lets those in and nothing else, and the run is the same.
 */
public final class InputDoor {
    /**
     * What came in at once.
     *
     * @param cycle the board's cycle when a device took it
     * @param channel which line it came by, counted in the order in which they were led through the door
     * @param bytes in hexadecimal: one byte of a console, or a whole frame
     */
    public record Delivery(long cycle, int channel, String bytes) {
        /**
         * A delivery as somebody wrote it down.
         *
         * @throws IllegalArgumentException if the bytes are none, or one of the numbers is negative
         */
        public Delivery {
            if (cycle < 0 || channel < 0 || HexFormat.of().parseHex(bytes).length == 0) {
                throw new IllegalArgumentException("cycle %d, channel %d, bytes '%s'".formatted(cycle, channel, bytes));
            }
        }
    }

    private final LongSupplier clock;
    private final Consumer<Delivery> recorder;
    private final Deque<Delivery> replay;
    private final boolean replaying;
    private int channels;

    /**
     * A door that stamps with the time of {@code clock}, in cycles.
     *
     * @param recorded what to let in instead of the input, or null to let the input in
     */
    InputDoor(LongSupplier clock, Consumer<Delivery> recorder, List<Delivery> recorded) {
        this.clock = clock;
        this.recorder = recorder;
        replaying = recorded != null;
        replay = replaying ? new ArrayDeque<>(recorded) : new ArrayDeque<>();
    }

    /** Leads a console's line through the door. */
    CharacterDevice lead(CharacterDevice outside) {
        int channel = channels++;
        return new CharacterDevice() {
            @Override
            public int read() {
                if (replaying) {
                    byte[] value = replayed(channel);
                    return value == null ? -1 : value[0] & 0xff;
                }
                int value = outside.read();
                if (value >= 0) {
                    note(channel, new byte[] {(byte) value});
                }
                return value;
            }

            @Override
            public void write(int value) {
                outside.write(value);
            }
        };
    }

    /** Leads a network's cable through the door. */
    NetworkLink lead(NetworkLink outside) {
        int channel = channels++;
        return new NetworkLink() {
            @Override
            public byte[] receive() {
                if (replaying) {
                    return replayed(channel);
                }
                byte[] frame = outside.receive();
                if (frame != null) {
                    note(channel, frame);
                }
                return frame;
            }

            @Override
            public void send(byte[] frame) {
                outside.send(frame);
            }
        };
    }

    private void note(int channel, byte[] bytes) {
        recorder.accept(new Delivery(clock.getAsLong(), channel, HexFormat.of().formatHex(bytes)));
    }

    private byte[] replayed(int channel) {
        Delivery next = replay.peek();
        boolean due = next != null && next.channel == channel && next.cycle <= clock.getAsLong();
        if (!due) {
            return null;
        }
        recorder.accept(replay.remove());
        return HexFormat.of().parseHex(next.bytes);
    }

    /** The cycle before which nothing can come in, if this is a replay; else {@link Long#MAX_VALUE}. */
    long nextReplayed() {
        return replay.isEmpty() ? Long.MAX_VALUE : replay.peek().cycle;
    }
}

package org.cofferdam.machine.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.cofferdam.machine.device.CharacterDevice;

/**
 * The one way in for bytes from outside: each is noted with the cycle at which a device took it. A door that is given the notes of
 * another run lets those in and nothing else, and the run is the same.
 */
public final class InputDoor {
    /**
     * One byte that came in.
     *
     * @param cycle the board's cycle when a device took it
     * @param channel which line it came by, counted in the order in which they were led through the door
     * @param value 0 to 255
     */
    public record Delivery(long cycle, int channel, int value) {}

    private final LongSupplier clock;
    private final Deque<Delivery> replay;
    private final boolean replaying;
    private final List<Delivery> deliveries = new ArrayList<>();
    private int channels;

    /**
     * A door that stamps with the time of {@code clock}, in cycles.
     *
     * @param recorded what to let in instead of the input, or null to let the input in
     */
    InputDoor(LongSupplier clock, List<Delivery> recorded) {
        this.clock = clock;
        replaying = recorded != null;
        replay = replaying ? new ArrayDeque<>(recorded) : new ArrayDeque<>();
    }

    /** Leads a line through the door. */
    CharacterDevice lead(CharacterDevice outside) {
        int channel = channels++;
        return new CharacterDevice() {
            @Override
            public int read() {
                int value = replaying ? replayed(channel) : outside.read();
                if (value >= 0) {
                    deliveries.add(new Delivery(clock.getAsLong(), channel, value));
                }
                return value;
            }

            @Override
            public void write(int value) {
                outside.write(value);
            }
        };
    }

    private int replayed(int channel) {
        Delivery next = replay.peek();
        boolean due = next != null && next.channel == channel && next.cycle <= clock.getAsLong();
        return due ? replay.remove().value : -1;
    }

    /** The cycle before which nothing can come in, if this is a replay; else {@link Long#MAX_VALUE}. */
    long nextReplayed() {
        return replay.isEmpty() ? Long.MAX_VALUE : replay.peek().cycle;
    }

    /** What has come in, in order. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }
}

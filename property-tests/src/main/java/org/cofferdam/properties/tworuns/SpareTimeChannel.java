package org.cofferdam.properties.tworuns;

import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.cofferdam.platform.Board;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.properties.statistics.Samples;

/**
 * The one channel that {@link Schedule} declares: who shares spare time sees how much the others use. A sender computes for as
 * large a part of its time as the symbol says, a third partition as it likes, and the receiver counts how far it gets.
 */
final class SpareTimeChannel {
    private static final int RECEIVER = 0;
    private static final int SENDER = 1;
    private static final int NOISE = 2;
    private static final int PARTITIONS = 3;
    private static final int SYMBOLS = 4;

    private static final int FULL_DUTY = 8;
    private static final long CYCLES = 100_000;
    /** What the receiver counts is told apart no finer than this: one sample in each bin would say nothing. */
    private static final long BIN = 1 << 11;

    private static final Schedule SHARED =
            new Schedule(List.of(List.of(new Window(Window.SPARE, 900))), 100, List.of(1, 1, 1));

    private static final Schedule STRICT = new Schedule(
            List.of(IntStream.range(0, PARTITIONS)
                    .mapToObj(number -> new Window(number, 300))
                    .toList()),
            100);

    private final Board board = Board.reusable(1 << 20, 1);
    private final Schedule schedule;

    private SpareTimeChannel(Schedule schedule) {
        this.schedule = schedule;
    }

    /** All three share spare time. */
    static SpareTimeChannel shared() {
        return new SpareTimeChannel(SHARED);
    }

    /** Each has strict windows of its own. */
    static SpareTimeChannel strict() {
        return new SpareTimeChannel(STRICT);
    }

    /**
     * Uses the channel.
     *
     * @param seed of the symbols, and of the third partition's part
     */
    Samples use(int times, long seed) {
        Choice choice = new Choice(seed);
        Samples samples = new Samples();
        for (int i = 0; i < times; i++) {
            int symbol = choice.below(SYMBOLS);
            samples.add(symbol, received(symbol * FULL_DUTY / (SYMBOLS - 1), choice.below(FULL_DUTY + 1)) / BIN);
        }
        return samples;
    }

    private long received(int duty, int noise) {
        board.reset();
        PartitionedMachine machine = new PartitionedMachine(board, schedule, Channels.NONE, PARTITIONS);
        Monitor receiver = SmallGuest.start(machine, RECEIVER, image(counting()));
        SmallGuest.start(machine, SENDER, image(busy(duty)));
        SmallGuest.start(machine, NOISE, image(busy(noise)));
        machine.run(CYCLES);
        byte[] word = new byte[Long.BYTES];
        receiver.read(Layout.scratch(0), word, 0, word.length);
        return (long) Words.LONG.get(word, 0);
    }

    private static byte[] image(GuestCode code) {
        byte[] memory = new byte[(int) Layout.RAM_SIZE];
        code.copyTo(memory, 0);
        return memory;
    }

    private static GuestCode counting() {
        return new GuestCode()
                .set("s0", Layout.scratch(0))
                .label("again")
                .add("addi s2, s2, 1", "sd s2, 0(s0)", "jal zero, {again}");
    }

    /** Computes for so many eighths of its time, and waits for its timer in the others. */
    private static GuestCode busy(int duty) {
        return new GuestCode()
                .set("t0", 0x20)
                .add("csrrw zero, sie, t0")
                .label("again")
                .set("a1", duty * 200 + 1)
                .add("addi a1, a1, -1", "bne a1, zero, -4", "rdtime a0")
                .add("addi a0, a0, " + ((FULL_DUTY - duty) * 40 + 1), "csrrw zero, stimecmp, a0", "wfi")
                .add("jal zero, {again}");
    }
}

package org.cofferdam.machine.device;

import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * The goldfish real-time clock (QEMU, hw/rtc/goldfish_rtc.c): nanoseconds since 1970, an alarm, one interrupt line. It starts at a given
 * time and goes on with the board's, so that a run does not depend on when it is made. Registers are 32 bits wide.
 */
public final class GoldfishClock implements Device {
    private static final int TIME_LOW = 0x00;
    private static final int TIME_HIGH = 0x04;
    private static final int ALARM_LOW = 0x08;
    private static final int ALARM_HIGH = 0x0c;
    private static final int INTERRUPT_ENABLED = 0x10;
    private static final int CLEAR_ALARM = 0x14;
    private static final int ALARM_STATUS = 0x18;
    private static final int CLEAR_INTERRUPT = 0x1c;

    private final Clock clock;
    private final long nanosecondsPerTick;
    private final long start;
    private final InterruptLine line;
    private long offset;
    private long alarm;
    private int latchedHigh;
    private boolean alarmSet;
    private boolean interruptEnabled;
    private boolean interruptPending;

    /**
     * A clock.
     *
     * @param clock what drives it
     * @param ticksPerSecond of {@code clock}; divides a thousand million
     * @param start nanoseconds since 1970 when {@code clock} is 0
     */
    public GoldfishClock(Clock clock, long ticksPerSecond, long start, InterruptLine line) {
        this.clock = clock;
        this.nanosecondsPerTick = 1_000_000_000 / ticksPerSecond;
        this.start = start;
        this.line = line;
        offset = start;
    }

    @Override
    public String name() {
        return "rtc";
    }

    @Override
    public long length() {
        return 0x1000;
    }

    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        return soc.child("rtc", base)
                .text("compatible", "google,goldfish-rtc")
                .reg(base, length())
                .interruptsExtended(interrupts);
    }

    @Override
    public void reset() {
        offset = start;
        alarm = 0;
        latchedHigh = 0;
        alarmSet = false;
        interruptEnabled = false;
        interruptPending = false;
        update();
    }

    private long now() {
        return offset + clock.time() * nanosecondsPerTick;
    }

    @Override
    public long load(long offset, int size) {
        return size == 4 ? register((int) offset) & 0xffff_ffffL : 0;
    }

    private int register(int at) {
        return switch (at) {
            case TIME_LOW -> {
                long now = now();
                latchedHigh = (int) (now >>> 32);
                yield (int) now;
            }
            case TIME_HIGH -> latchedHigh;
            case ALARM_LOW -> (int) alarm;
            case ALARM_HIGH -> (int) (alarm >>> 32);
            case INTERRUPT_ENABLED -> interruptEnabled ? 1 : 0;
            case ALARM_STATUS -> alarmSet ? 1 : 0;
            default -> 0;
        };
    }

    @Override
    public void store(long at, int size, long value) {
        if (size != 4) {
            return;
        }
        switch ((int) at) {
            case TIME_LOW -> set(withLow(now(), value));
            case TIME_HIGH -> set(withHigh(now(), value));
            case ALARM_LOW -> {
                alarm = withLow(alarm, value);
                alarmSet = true;
            }
            case ALARM_HIGH -> alarm = withHigh(alarm, value);
            case INTERRUPT_ENABLED -> interruptEnabled = (value & 1) != 0;
            case CLEAR_ALARM -> alarmSet = false;
            case CLEAR_INTERRUPT -> interruptPending = false;
            default -> {}
        }
        poll();
    }

    private void set(long time) {
        offset += time - now();
    }

    private static long withLow(long number, long word) {
        return (number & 0xffff_ffff_0000_0000L) | (word & 0xffff_ffffL);
    }

    private static long withHigh(long number, long word) {
        return (number & 0xffff_ffffL) | word << 32;
    }

    @Override
    public void poll() {
        if (alarmSet && now() >= alarm) {
            alarmSet = false;
            interruptPending = true;
        }
        update();
    }

    @Override
    public long nextEvent() {
        long ticks = Math.ceilDiv(alarm - offset, nanosecondsPerTick);
        return alarmSet && alarm > offset ? ticks : Long.MAX_VALUE;
    }

    private void update() {
        line.set(interruptPending && interruptEnabled);
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(new long[] {offset, alarm});
        out.word(latchedHigh);
        out.flags(new boolean[] {alarmSet, interruptEnabled, interruptPending});
    }

    @Override
    public void restore(StateReader in) throws StateException {
        offset = in.number();
        alarm = in.number();
        latchedHigh = in.word();
        alarmSet = in.flag();
        interruptEnabled = in.flag();
        interruptPending = in.flag();
    }
}

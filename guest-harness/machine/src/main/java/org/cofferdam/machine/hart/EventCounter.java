package org.cofferdam.machine.hart;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * {@code mhpmcounter}, of the event that its {@code mhpmevent} selects. Cycles and instructions, which the hart counts
 * anyway, are seen through an offset while they count; other events come one by one.
 */
final class EventCounter extends Csr {

    private final Hart hart;
    private final Register selector;
    private Event event = Event.NONE;
    private boolean inhibited;

    /** Whether the event counts in the present mode. */
    private boolean counting;

    /** Whether the value is {@link #base} and what the hart has counted; else it is {@link #base} alone. */
    private boolean following;

    private long base;

    /** The hart's count at which a counter that follows it overflows, if it is {@link #armed}. */
    private long overflowAt;

    private boolean armed;

    /** @param selector the {@code mhpmevent} of this counter, whose changes are reported to {@link #selected} */
    EventCounter(int number, String name, String meaning, Hart hart, Register selector) {
        super(number, name, meaning, Gate.OPEN);
        this.hart = hart;
        this.selector = selector;
    }

    @Override
    public long writable() {
        return -1;
    }

    @Override
    long read() {
        return following ? source() + base : base;
    }

    @Override
    void write(long value) {
        set(value, 0);
    }

    /** The writing instruction is counted by the hart, but its write takes precedence: the next one reads the value. */
    @Override
    void writeByInstruction(long value) {
        set(value, 1);
    }

    private long source() {
        return event == Event.CYCLES ? hart.cycle : hart.retired;
    }

    /** @param uncounted instructions that the hart has not counted yet and that shall not change the value */
    private void set(long value, long uncounted) {
        boolean kept = event == Event.CYCLES || event == Event.INSTRUCTIONS;
        following = counting && kept;
        base = following ? value - source() - uncounted : value;
        // A value below 2^63 would overflow after more than the hart will ever count; zero has just been written.
        armed = following && value < 0 && !overflowed();
        overflowAt = armed ? source() + uncounted - value : 0;
        hart.interrupts.recheck();
    }

    private boolean overflowed() {
        return (selector.value & EventSelector.OVERFLOWED) != 0;
    }

    /** The selector has been written. */
    void selected() {
        long value = read();
        event = EventSelector.event(selector.value);
        decide();
        set(value, 0);
    }

    /** A bit of {@code mcountinhibit} has been written. */
    void inhibit(boolean inhibit) {
        long value = read();
        inhibited = inhibit;
        decide();
        set(value, 0);
    }

    /** The mode has changed; {@code uncounted} is 1 amid the instruction that changed it, which belongs to the old one. */
    void modeChanged(long uncounted) {
        boolean before = counting;
        long value = following ? read() + uncounted : read();
        if (armed && source() + uncounted - overflowAt >= 0) {
            overflow();
        }
        decide();
        if (counting != before) {
            set(value, uncounted);
        }
    }

    private void decide() {
        counting = !inhibited && EventSelector.counts(selector.value, hart.privilege(), hart.virtualized());
    }

    /** Whether another such event makes it overflow and so changes more than this counter. */
    boolean about(Event happening) {
        return event == happening && counting && base == -1 && !overflowed();
    }

    /** One event of those that come one by one. */
    void count(Event happening) {
        if (event == happening && counting && ++base == 0 && !overflowed()) {
            overflow();
        }
    }

    /** Notices that the hart's count has passed the mark. */
    void check() {
        if (armed && source() - overflowAt >= 0) {
            overflow();
        }
    }

    /** How many cycles pass at least before it can overflow with the hart's count. */
    long cyclesToOverflow() {
        return armed ? overflowAt - source() : Long.MAX_VALUE;
    }

    private void overflow() {
        armed = false;
        selector.value |= EventSelector.OVERFLOWED;
        hart.interrupts.countersOverflowed();
    }

    Event event() {
        return event;
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(new long[] {base, overflowAt});
        out.flag(inhibited);
        out.flag(counting);
        out.flag(following);
        out.flag(armed);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        base = in.number();
        overflowAt = in.number();
        inhibited = in.flag();
        counting = in.flag();
        following = in.flag();
        armed = in.flag();
        event = EventSelector.event(selector.value);
    }
}

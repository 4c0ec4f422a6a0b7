package org.cofferdam.machine.iommu;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * What the queues in memory have in common ("In-memory queue interface"): base, head and tail, and the control register. Switching on and
 * off is immediate, so {@code busy} is always 0. While the queue is on its base cannot be changed.
 */
abstract class MemoryQueue implements Stateful {
    static final int ENABLE = 1;
    static final int INTERRUPT_ENABLE = 1 << 1;

    /** {@code cqmf}, {@code fqmf}: the queue's memory, or what a command asked for, cannot be reached. */
    static final int MEMORY_FAULT = 1 << 8;

    private static final int ON = 1 << 16;
    private static final long SIZE = 0x1f;
    private static final long PAGE_NUMBER = ((1L << 44) - 1) << 10;

    private final int entryBytes;
    private final int conditionBits;
    private long base;
    private boolean on;
    private boolean interruptEnabled;
    private int conditions;
    int head;
    int tail;

    /** @param conditionBits the bits of the control register that hardware sets and a write of 1 clears */
    MemoryQueue(int entryBytes, int conditionBits) {
        this.entryBytes = entryBytes;
        this.conditionBits = conditionBits;
    }

    void reset() {
        base = 0;
        on = false;
        interruptEnabled = false;
        conditions = 0;
        head = 0;
        tail = 0;
    }

    long base() {
        return base;
    }

    /** Software's own index keeps only the bits that the size leaves it. */
    void base(long value) {
        if (!on) {
            base = value & (PAGE_NUMBER | SIZE);
            softwareIndex(softwareIndex());
        }
    }

    /** The index that software writes: the tail of commands, the head of faults. */
    abstract int softwareIndex();

    /** Sets the index that software writes, cut to the size. */
    abstract void softwareIndex(int index);

    /** What switching the queue on does to the index that hardware writes. */
    abstract void restart();

    /** One less than the number of entries, which is at most 2 to the power of 32. */
    final int indexMask() {
        return (int) ((2L << (base & SIZE)) - 1);
    }

    final int next(int index) {
        return (index + 1) & indexMask();
    }

    /** Physical address of an entry. A base that is not aligned to the queue's size is taken as it is. */
    final long address(int index) {
        return ((base & PAGE_NUMBER) << 2) + Integer.toUnsignedLong(index) * entryBytes;
    }

    final int control() {
        return conditions | (on ? ENABLE | ON : 0) | (interruptEnabled ? INTERRUPT_ENABLE : 0);
    }

    final void control(int value) {
        boolean enable = (value & ENABLE) != 0;
        conditions &= ~value;
        if (enable && !on) {
            conditions = 0;
            restart();
        }
        on = enable;
        interruptEnabled = (value & INTERRUPT_ENABLE) != 0;
    }

    final boolean on() {
        return on;
    }

    final void set(int condition) {
        conditions |= condition;
    }

    final boolean any(int mask) {
        return (conditions & mask) != 0;
    }

    final boolean interruptEnabled() {
        return interruptEnabled;
    }

    /** Whether a condition holds that software wants to hear of. */
    boolean interrupts() {
        return interruptEnabled && conditions != 0;
    }

    @Override
    public void save(StateWriter out) {
        out.number(base);
        out.flags(new boolean[] {on, interruptEnabled});
        out.words(new int[] {conditions, head, tail});
    }

    @Override
    public void restore(StateReader in) throws StateException {
        base = in.number();
        on = in.flag();
        interruptEnabled = in.flag();
        conditions = in.bits(conditionBits);
        head = in.word();
        tail = in.word();
        boolean outside = on && ((head | tail) & ~indexMask()) != 0;
        if ((base & ~(PAGE_NUMBER | SIZE)) != 0 || outside || (softwareIndex() & ~indexMask()) != 0) {
            throw in.refuse("a queue of 0x%x with head %d and tail %d".formatted(base, head, tail));
        }
    }
}

package org.cofferdam.microkernel.frames;

import java.util.BitSet;

/** One holder of frames: what it may hold at most, set aside from the day the account is opened, and what it holds. */
public final class Account {
    private final FrameState.Memory memory = new FrameState.Memory(this);
    private final FrameState.Table table = new FrameState.Table(this);
    /** The blocks in which it has held frames: where to look when all of them are to be released. */
    final BitSet blocks = new BitSet();

    long quota;
    long used;

    Account(long quota) {
        this.quota = quota;
    }

    /** Most frames of 4 KiB. */
    public long quota() {
        return quota;
    }

    /** Frames of 4 KiB held now. */
    public long used() {
        return used;
    }

    /** Frames of 4 KiB that it may still take. Single ones are always to be had. */
    public long room() {
        return quota - used;
    }

    /** The state of this holder's memory. */
    public FrameState.Memory memory() {
        return memory;
    }

    /** The state of frames that hold this holder's page tables. */
    public FrameState.Table table() {
        return table;
    }
}

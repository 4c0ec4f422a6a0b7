package org.cofferdam.microkernel.frames;

/** One holder of frames: what it may hold at most, set aside from the day the account is opened, and what it holds. */
public final class Account {
    private final long quota;
    private final FrameState.Memory memory = new FrameState.Memory(this);
    private final FrameState.Table table = new FrameState.Table(this);
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

    /** The state of this holder's memory. */
    public FrameState.Memory memory() {
        return memory;
    }

    /** The state of frames that hold this holder's page tables. */
    public FrameState.Table table() {
        return table;
    }
}

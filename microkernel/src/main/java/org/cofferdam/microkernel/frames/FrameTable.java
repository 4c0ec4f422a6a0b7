package org.cofferdam.microkernel.frames;

import java.util.Arrays;
import org.cofferdam.microkernel.hardware.MemoryPort;

/**
 * The state of every frame. Whoever takes a frame finds it zero; quotas are set aside when an account is opened, so that
 * an account with room in its quota always finds single frames.
 */
public final class FrameTable {
    /** Bytes of a frame. */
    public static final int FRAME = 4096;
    /** Frames of a 2 MiB block. */
    public static final int BLOCK = 512;
    /** The address that is none. */
    public static final long NONE = -1;

    private static final FrameState UNTOUCHED = new FrameState.Untouched();
    private static final FrameState FREE = new FrameState.Free();

    private final MemoryPort memory;
    private final long base;
    private final FrameState[] states;
    private final int[] freeInBlock;
    private long setAside;

    /**
     * @param base machine-physical address, a multiple of 2 MiB
     * @param frames how many frames lie there
     */
    public FrameTable(MemoryPort memory, long base, int frames) {
        this.memory = memory;
        this.base = base;
        this.states = new FrameState[frames];
        this.freeInBlock = new int[(frames + BLOCK - 1) / BLOCK];
        Arrays.fill(states, UNTOUCHED);
        Arrays.fill(freeInBlock, BLOCK);
        if (frames % BLOCK != 0) {
            freeInBlock[freeInBlock.length - 1] = frames % BLOCK;
        }
    }

    /** Frames that no account has set aside. */
    public long left() {
        return states.length - setAside;
    }

    /** Opens an account, or gives null if fewer than {@code quota} frames are left or the quota is negative. */
    public Account open(long quota) {
        if (quota < 0 || quota > left()) {
            return null;
        }
        setAside += quota;
        return new Account(quota);
    }

    /** Closes an account that holds nothing. */
    public void close(Account account) {
        if (account.used != 0) {
            throw new IllegalStateException("the account still holds " + account.used + " frames");
        }
        setAside -= account.quota();
    }

    /**
     * Takes a run of frames.
     *
     * @param count 1, 4 or {@link #BLOCK}: also the alignment of the run, in frames
     * @return machine-physical address of the run, all zero, or {@link #NONE} if the quota or the memory has no such run
     */
    public long take(FrameState.Held use, int count) {
        Account account = use.account();
        if (count > account.quota() - account.used) {
            return NONE;
        }
        int first = count == BLOCK ? freeBlock() * BLOCK : freeRun(count);
        if (first < 0) {
            return NONE;
        }
        for (int frame = first; frame < first + count; frame++) {
            if (states[frame] == UNTOUCHED) {
                memory.zero(address(frame), FRAME);
            }
            states[frame] = use;
        }
        freeInBlock[first / BLOCK] -= count;
        account.used += count;
        return address(first);
    }

    private int freeBlock() {
        for (int block = 0; block < freeInBlock.length; block++) {
            if (freeInBlock[block] == BLOCK) {
                return block;
            }
        }
        return -1;
    }

    /** Small runs fill blocks that are broken already, and break the last whole one otherwise: whole ones stay many. */
    private int freeRun(int count) {
        int whole = -1;
        for (int block = 0; block < freeInBlock.length; block++) {
            if (freeInBlock[block] == BLOCK) {
                whole = block * BLOCK;
            } else if (freeInBlock[block] >= count) {
                int end = Math.min((block + 1) * BLOCK, states.length);
                for (int first = block * BLOCK; first + count <= end; first += count) {
                    if (isFree(first, count)) {
                        return first;
                    }
                }
            }
        }
        return whole;
    }

    private boolean isFree(int first, int count) {
        for (int frame = first; frame < first + count; frame++) {
            if (states[frame] instanceof FrameState.Held) {
                return false;
            }
        }
        return true;
    }

    /**
     * Scrubs and frees what an account holds among the frames {@code from} to {@code to} (exclusive, cut at the end of
     * memory). No hart may be able to reach them any more.
     *
     * @return whether frames after {@code to} remain to be looked at
     */
    public boolean release(Account account, int from, int to) {
        int end = Math.min(to, states.length);
        for (int frame = from; frame < end; frame++) {
            if (states[frame] instanceof FrameState.Held held && held.account() == account) {
                memory.zero(address(frame), FRAME);
                states[frame] = FREE;
                freeInBlock[frame / BLOCK]++;
                account.used--;
            }
        }
        return end < states.length;
    }

    /** How many frames there are. */
    public int size() {
        return states.length;
    }

    /** The state of the frame at a machine-physical address, which lies in the core's memory. */
    public FrameState at(long address) {
        return states[(int) ((address - base) / FRAME)];
    }

    private long address(int frame) {
        return base + (long) frame * FRAME;
    }
}

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
    /** Frames of a 1 GiB run. */
    public static final int GIBI = BLOCK * 512;
    /** The address that is none. */
    public static final long NONE = -1;

    private static final FrameState UNTOUCHED = new FrameState.Untouched();
    private static final FrameState FREE = new FrameState.Free();

    private final MemoryPort memory;
    private final long base;
    private final FrameState[] states;
    private final int[] freeInBlock;
    /** No block below this one has a free frame. */
    private int lowestFree;

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
        Account account = new Account(0);
        return resize(account, quota) ? account : null;
    }

    /** Gives an account another quota; false, and nothing changes, if it holds more or fewer frames are left. */
    public boolean resize(Account account, long quota) {
        if (quota < account.used || quota - account.quota > left()) {
            return false;
        }
        setAside += quota - account.quota;
        account.quota = quota;
        return true;
    }

    /** Closes an account that holds nothing. */
    public void close(Account account) {
        if (!resize(account, 0)) {
            throw new IllegalStateException("the account still holds " + account.used + " frames");
        }
    }

    /**
     * Takes a run of frames.
     *
     * @param count 1, 4, {@link #BLOCK} or {@link #GIBI}: also the alignment of the run, in frames
     * @return machine-physical address of the run, all zero, or {@link #NONE} if the quota or the memory has no such run
     */
    public long take(FrameState.Held use, int count) {
        Account account = use.account();
        if (count > account.room()) {
            return NONE;
        }
        int first = count >= BLOCK ? freeBlocks(count / BLOCK) * BLOCK : freeRun(count);
        if (first < 0) {
            return NONE;
        }
        for (int frame = first; frame < first + count; frame++) {
            if (states[frame] == UNTOUCHED) {
                memory.zero(address(frame), FRAME);
            }
            states[frame] = use;
            freeInBlock[frame / BLOCK]--;
        }
        account.blocks.set(first / BLOCK, (first + count - 1) / BLOCK + 1);
        account.used += count;
        return address(first);
    }

    /** The first of so many whole blocks in a row, aligned in machine-physical addresses, or -1. */
    private int freeBlocks(int count) {
        long misplaced = base / FRAME / BLOCK % count;
        for (int first = (int) ((count - misplaced) % count); first + count <= freeInBlock.length; first += count) {
            int found = 0;
            while (found < count && freeInBlock[first + found] == BLOCK) {
                found++;
            }
            if (found == count) {
                return first;
            }
        }
        return -1;
    }

    /** Small runs fill blocks that are broken already, and break the last whole one otherwise: whole ones stay many. */
    private int freeRun(int count) {
        while (lowestFree < freeInBlock.length && freeInBlock[lowestFree] == 0) {
            lowestFree++;
        }
        int whole = -1;
        for (int block = lowestFree; block < freeInBlock.length; block++) {
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
     * Gives a held frame another use. If that is another account's, its charge goes along: the quota of the one shrinks
     * by a frame, that of the other grows.
     */
    public void convert(long address, FrameState.Held use) {
        int frame = frame(address);
        Account old = ((FrameState.Held) states[frame]).account();
        Account next = use.account();
        old.used--;
        old.quota--;
        next.used++;
        next.quota++;
        next.blocks.set(frame / BLOCK);
        states[frame] = use;
    }

    /** Scrubs a held frame, which nobody can reach any more, and frees it. Its owner's quota stays. */
    public void release(long address) {
        free(frame(address));
    }

    /**
     * Scrubs and frees what an account holds, in steps. Nobody may be able to reach it any more.
     *
     * @param most blocks to look at
     * @return whether there is more
     */
    public boolean releaseAll(Account account, int most) {
        int block = account.blocks.nextSetBit(0);
        for (int done = 0; block >= 0 && done < most; done++) {
            int end = Math.min((block + 1) * BLOCK, states.length);
            for (int frame = block * BLOCK; frame < end; frame++) {
                if (states[frame] instanceof FrameState.Held held && held.account() == account) {
                    free(frame);
                }
            }
            account.blocks.clear(block);
            block = account.blocks.nextSetBit(block);
        }
        return block >= 0;
    }

    private void free(int frame) {
        ((FrameState.Held) states[frame]).account().used--;
        memory.zero(address(frame), FRAME);
        states[frame] = FREE;
        freeInBlock[frame / BLOCK]++;
        lowestFree = Math.min(lowestFree, frame / BLOCK);
    }

    /** The state of the frame at a machine-physical address, which lies in the core's memory. */
    public FrameState at(long address) {
        return states[frame(address)];
    }

    /** Whether the guest behind an account may reach a machine-physical address; any address may be asked. */
    public boolean admits(long address, Account visitor) {
        long offset = address - base;
        return offset >= 0
                && offset < (long) states.length * FRAME
                && at(address) instanceof FrameState.Held held
                && held.admits(visitor);
    }

    private int frame(long address) {
        return (int) ((address - base) / FRAME);
    }

    private long address(int frame) {
        return base + (long) frame * FRAME;
    }
}

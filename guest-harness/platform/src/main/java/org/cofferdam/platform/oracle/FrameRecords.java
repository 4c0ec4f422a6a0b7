package org.cofferdam.platform.oracle;

import java.util.Arrays;
import java.util.BitSet;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameState;

/**
 * What the core has written down about each frame, as it was when it was last read. Owners and borrowers are numbered as the
 * specification's partitions are: {@link #NOBODY}, {@link #SYSTEM}, then those of the configuration.
 */
final class FrameRecords {
    static final int NOBODY = 0;
    static final int SYSTEM = 1;
    /** What a partition's number is more in the specification than in the core. */
    static final int FIRST = 2;

    /** What a frame is for; ordinals are the low bits of a code. */
    enum Use {
        NOTHING,
        MEMORY,
        TABLE,
        REGION,
        SHARED,
        LENT
    }

    private static final Use[] USES = Use.values();
    private static final int USE_BITS = 3;
    private static final int PARTITION_BITS = 14;

    private final Surroundings system;
    private final FrameState[] read;
    private final int[] codes;
    private final int[] held;
    private final Account[] accounts;
    private final BitSet touched;

    /** @param touched is told of frames about which something else is written down than before */
    FrameRecords(Surroundings system, BitSet touched) {
        this.system = system;
        this.touched = touched;
        read = new FrameState[system.frames()];
        codes = new int[system.frames()];
        held = new int[system.partitions() + FIRST];
        held[NOBODY] = system.frames();
        accounts = new Account[system.partitions()];
    }

    /** Reads what is written down about frames from one number to before another. */
    void reread(int from, int to) {
        for (int partition = 0; partition < accounts.length; partition++) {
            accounts[partition] = system.inspection().account(partition).orElse(null);
        }
        for (int frame = from; frame < to; frame++) {
            FrameState state = system.inspection().frame(system.address(frame));
            if (state != read[frame]) {
                read[frame] = state;
                int code = code(state);
                if (code != codes[frame]) {
                    held[owner(frame)]--;
                    codes[frame] = code;
                    held[owner(frame)]++;
                    touched.set(frame);
                }
            }
        }
    }

    private int code(FrameState state) {
        return switch (state) {
            case FrameState.Untouched _, FrameState.Free _ -> 0;
            case FrameState.Memory(Account account) -> code(Use.MEMORY, account, null);
            case FrameState.Table(Account account) -> code(Use.TABLE, account, null);
            case FrameState.Region(Account account, var _) -> code(Use.REGION, account, null);
            case FrameState.Shared(Account account, Account borrower) -> code(Use.SHARED, account, borrower);
            case FrameState.Lent(Account account, Account borrower) -> code(Use.LENT, account, borrower);
        };
    }

    @SuppressWarnings("EnumOrdinal") // a code is for this class alone
    private int code(Use use, Account account, Account borrower) {
        int lent = borrower == null ? NOBODY : number(borrower);
        return (lent << PARTITION_BITS | number(account)) << USE_BITS | use.ordinal();
    }

    /** An account that is no partition's is the system's, or that of a partition that should have left nothing behind. */
    private int number(Account account) {
        for (int partition = 0; partition < accounts.length; partition++) {
            if (accounts[partition] == account) {
                return partition + FIRST;
            }
        }
        return SYSTEM;
    }

    /** Whose account a frame is charged to. */
    int owner(int frame) {
        return codes[frame] >>> USE_BITS & ((1 << PARTITION_BITS) - 1);
    }

    Use use(int frame) {
        return USES[codes[frame] & ((1 << USE_BITS) - 1)];
    }

    /** Who has accepted a shared or lent frame; {@link #NOBODY} if nobody has. */
    int borrower(int frame) {
        return codes[frame] >>> (USE_BITS + PARTITION_BITS);
    }

    /** How many frames are charged to an owner, by what is written down about frames. */
    int held(int owner) {
        return held[owner];
    }

    /** Whether both say the same of every frame. */
    boolean agrees(FrameRecords other) {
        return Arrays.equals(codes, other.codes);
    }
}

package org.cofferdam.machine.hart;

import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * Physical memory protection, 16 entries of 4-byte granularity (privileged ISA, "Physical Memory Protection"). As in
 * Spike, entry 0 grants everything at reset, for the sake of firmware that never sets it up.
 */
final class Pmp extends CsrGroup {

    private static final int ENTRIES = 16;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int EXECUTE = 4;
    private static final int MATCH = 0x18;
    private static final int TOP_OF_RANGE = 0x08;
    private static final int NATURALLY_ALIGNED_4 = 0x10;
    private static final int NATURALLY_ALIGNED = 0x18;
    private static final int LOCKED = 0x80;
    private static final int FIELDS = LOCKED | MATCH | EXECUTE | WRITE | READ;
    private static final long EIGHT_FIELDS = 0x9f9f_9f9f_9f9f_9f9fL;
    private static final long ADDRESS_BITS = (1L << 54) - 1;

    private final HartMemory memory;
    private final int[] configuration = new int[ENTRIES];
    private final long[] address = new long[ENTRIES];

    /** First and last byte of each entry that matches something; first is greater than last where none does. */
    private final long[] first = new long[ENTRIES];

    private final long[] last = new long[ENTRIES];

    /** Entry 0 matches everything, grants everything and binds M-mode to nothing: no check can fail. */
    private boolean open;

    Pmp(Hart hart) {
        memory = hart.memory;
        for (int i = 0; i < ENTRIES; i++) {
            int entry = i;
            view(
                    0x3b0 + i,
                    "pmpaddr" + i,
                    "address of an entry, by 4; locked with the entry, or with the next if that is TOR",
                    Gate.OPEN,
                    ADDRESS_BITS,
                    () -> address[entry],
                    wanted -> writeAddress(entry, wanted));
        }
        for (int i = 0; i < ENTRIES; i += 8) {
            int base = i;
            view(
                    0x3a0 + i / 4,
                    "pmpcfg" + i / 4,
                    "eight entries; W without R becomes neither; locked entries stay",
                    Gate.OPEN,
                    EIGHT_FIELDS,
                    () -> packed(base),
                    wanted -> unpack(base, wanted));
        }
        address[0] = ADDRESS_BITS;
        configuration[0] = NATURALLY_ALIGNED | EXECUTE | WRITE | READ;
        derive();
    }

    /**
     * Whether an access may be made at a privilege. An access that an entry matches only in part is refused.
     *
     * @param length bytes, at least 1
     */
    boolean allows(long start, long length, Access access, Privilege privilege) {
        if (open) {
            return true;
        }
        long end = start + length - 1;
        for (int i = 0; i < ENTRIES; i++) {
            if (first[i] <= end && start <= last[i]) {
                return first[i] <= start && end <= last[i] && grants(configuration[i], access, privilege);
            }
        }
        return privilege == Privilege.MACHINE;
    }

    /** Whether every access inside the page gets the same answer, so that the answer may be kept for the page. */
    boolean uniform(long page) {
        if (open) {
            return true;
        }
        long end = page + PhysicalMemory.PAGE - 1;
        for (int i = 0; i < ENTRIES; i++) {
            boolean touches = first[i] <= end && page <= last[i];
            if (touches) {
                return first[i] <= page && end <= last[i];
            }
        }
        return true;
    }

    private static boolean grants(int configuration, Access access, Privilege privilege) {
        if (privilege == Privilege.MACHINE && (configuration & LOCKED) == 0) {
            return true;
        }
        int needed =
                switch (access) {
                    case LOAD, BLOCK_MANAGEMENT -> READ;
                    case STORE -> WRITE;
                    case FETCH -> EXECUTE;
                    case INSPECTION -> 0;
                    case LOAD_EXECUTABLE -> READ | EXECUTE;
                };
        return (configuration & needed) == needed;
    }

    private void writeAddress(int entry, long wanted) {
        boolean boundOfLocked = entry + 1 < ENTRIES
                && (configuration[entry + 1] & LOCKED) != 0
                && (configuration[entry + 1] & MATCH) == TOP_OF_RANGE;
        if ((configuration[entry] & LOCKED) == 0 && !boundOfLocked) {
            address[entry] = wanted & ADDRESS_BITS;
            derive();
        }
    }

    private long packed(int base) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value |= (long) configuration[base + i] << (8 * i);
        }
        return value;
    }

    private void unpack(int base, long wanted) {
        for (int i = 0; i < 8; i++) {
            if ((configuration[base + i] & LOCKED) == 0) {
                int fields = (int) (wanted >>> (8 * i)) & FIELDS;
                // R=0 with W=1 is reserved; as in Spike, such a write clears W.
                configuration[base + i] = (fields & READ) == 0 ? fields & ~WRITE : fields;
            }
        }
        derive();
    }

    private void derive() {
        for (int i = 0; i < ENTRIES; i++) {
            first[i] = 1;
            last[i] = 0;
            switch (configuration[i] & MATCH) {
                case TOP_OF_RANGE -> {
                    first[i] = i == 0 ? 0 : address[i - 1] << 2;
                    last[i] = (address[i] << 2) - 1;
                }
                case NATURALLY_ALIGNED_4 -> {
                    first[i] = address[i] << 2;
                    last[i] = first[i] + 3;
                }
                case NATURALLY_ALIGNED -> {
                    long mask = address[i] ^ (address[i] + 1);
                    first[i] = (address[i] & ~mask) << 2;
                    last[i] = first[i] + ((mask << 2) | 3);
                }
                default -> {}
            }
        }
        int rights = READ | WRITE | EXECUTE;
        open = (configuration[0] & (LOCKED | rights)) == rights
                && first[0] == 0
                && last[0] >= ((ADDRESS_BITS << 2) | 3);
        memory.protectionChanged();
    }

    @Override
    public void save(StateWriter out) {
        super.save(out);
        out.words(configuration);
        out.numbers(address);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        super.restore(in);
        for (int i = 0; i < ENTRIES; i++) {
            configuration[i] = in.bits(FIELDS);
        }
        for (int i = 0; i < ENTRIES; i++) {
            address[i] = in.number() & ADDRESS_BITS;
        }
        derive();
    }
}

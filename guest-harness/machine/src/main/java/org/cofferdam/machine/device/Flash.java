package org.cofferdam.machine.device;

import java.io.IOException;
import java.util.Arrays;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * A bank of NOR flash with Intel's command set (JEDEC JEP137, set 1), as QEMU's pflash_cfi01. Its array is memory that can be executed; what
 * is written to it is commands. Programming clears bits, erasing a block sets them, both at once. Deviation: instructions are fetched from
 * the array even while loads get the status.
 */
public final class Flash implements Device {
    private static final int STATUS_READY = 0x80;
    private static final int STATUS_SEQUENCE_ERROR = 0x30;
    private static final int STATUS_PROGRAM_ERROR = 0x10;
    private static final int STATUS_ERASE_ERROR = 0x20;

    private static final int READ_ARRAY = 0xff;
    private static final int PROGRAM = 0x40;
    private static final int PROGRAM_ALTERNATE = 0x10;
    private static final int ERASE = 0x20;
    private static final int CLEAR_STATUS = 0x50;
    private static final int LOCK = 0x60;
    private static final int READ_STATUS = 0x70;
    private static final int READ_IDENTIFIERS = 0x90;
    private static final int QUERY = 0x98;
    private static final int CONFIRM = 0xd0;
    private static final int LOCK_BLOCK = 0x01;
    private static final int BUFFERED_PROGRAM = 0xe8;

    /** What the next write means. */
    private enum Expects {
        COMMAND,
        DATA,
        ERASE_CONFIRMATION,
        LOCK_CONFIRMATION,
        COUNT,
        BUFFERED_DATA,
        BUFFER_CONFIRMATION
    }

    /** What a read gives. */
    private enum Shows {
        ARRAY,
        STATUS,
        IDENTIFIERS,
        QUERY
    }

    private final int unit;
    private final PhysicalMemory array;
    private final Storage storage;
    private final FlashChips chips;
    private final byte[] buffer = new byte[Long.BYTES];
    private Expects expects = Expects.COMMAND;
    private Shows shows = Shows.ARRAY;
    private int status = STATUS_READY;
    private int wordsLeft;

    /**
     * A bank in its place.
     *
     * @param unit its number, for its name
     * @param array what it keeps, filled with the storage's bytes; its size is a power of two, at least a block
     * @param storage where changes are kept, or null
     */
    public Flash(int unit, PhysicalMemory array, Storage storage) {
        this.unit = unit;
        this.array = array;
        this.storage = storage;
        chips = new FlashChips(array.size());
    }

    @Override
    public String name() {
        return "flash" + unit;
    }

    @Override
    public long length() {
        return array.size();
    }

    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        return soc.root()
                .child("flash", base)
                .text("compatible", "cfi-flash")
                .reg(base, length())
                .cells("bank-width", 4);
    }

    @Override
    public void reset() {
        expects = Expects.COMMAND;
        shows = Shows.ARRAY;
        status = STATUS_READY;
        wordsLeft = 0;
    }

    @Override
    public long load(long offset, int size) {
        int answer =
                switch (shows) {
                    case ARRAY -> 0;
                    case STATUS -> status;
                    case IDENTIFIERS -> FlashChips.identify(offset);
                    case QUERY -> chips.query(offset);
                };
        if (shows == Shows.ARRAY) {
            array.read(array.base() + offset, buffer, 0, size);
            long value = 0;
            for (int i = size - 1; i >= 0; i--) {
                value = (value << Byte.SIZE) | (buffer[i] & 0xff);
            }
            return value;
        }
        long bothChipsTwice = (answer * 0x0001_0001_0001_0001L) >>> ((offset & 3) * Byte.SIZE);
        return size == Long.BYTES ? bothChipsTwice : bothChipsTwice & ((1L << (size * Byte.SIZE)) - 1);
    }

    @Override
    public void store(long offset, int size, long value) {
        int command = (int) value & 0xff;
        switch (expects) {
            case COMMAND -> begin(command);
            case DATA -> {
                program(offset, size, value);
                expects = Expects.COMMAND;
            }
            case ERASE_CONFIRMATION -> confirm(command == CONFIRM, command, () -> erase(offset));
            case LOCK_CONFIRMATION -> confirm(command == CONFIRM || command == LOCK_BLOCK, command, () -> {});
            case COUNT -> {
                int last = (int) value & 0xffff;
                if (last < FlashChips.bufferWords()) {
                    wordsLeft = last;
                    expects = Expects.BUFFERED_DATA;
                } else {
                    fail(STATUS_SEQUENCE_ERROR);
                }
            }
            case BUFFERED_DATA -> {
                program(offset, size, value);
                wordsLeft -= 1;
                expects = wordsLeft < 0 ? Expects.BUFFER_CONFIRMATION : Expects.BUFFERED_DATA;
            }
            case BUFFER_CONFIRMATION -> confirm(command == CONFIRM, command, () -> {});
        }
    }

    private void begin(int command) {
        switch (command) {
            case PROGRAM, PROGRAM_ALTERNATE -> expect(Expects.DATA);
            case ERASE -> expect(Expects.ERASE_CONFIRMATION);
            case LOCK -> expect(Expects.LOCK_CONFIRMATION);
            case BUFFERED_PROGRAM -> expect(Expects.COUNT);
            case CLEAR_STATUS -> {
                status = STATUS_READY;
                shows = Shows.ARRAY;
            }
            case READ_STATUS -> shows = Shows.STATUS;
            case READ_IDENTIFIERS -> shows = Shows.IDENTIFIERS;
            case QUERY -> shows = Shows.QUERY;
            default -> shows = Shows.ARRAY; // READ_ARRAY, and the reset of other command sets
        }
    }

    private void expect(Expects next) {
        expects = next;
        shows = Shows.STATUS;
    }

    private void confirm(boolean confirmed, int command, Runnable action) {
        expects = Expects.COMMAND;
        if (confirmed) {
            action.run();
        } else if (command == READ_ARRAY) {
            shows = Shows.ARRAY;
        } else {
            fail(STATUS_SEQUENCE_ERROR);
        }
    }

    private void fail(int errors) {
        status |= errors;
        expects = Expects.COMMAND;
    }

    private void program(long offset, int size, long value) {
        if (refused(STATUS_PROGRAM_ERROR)) {
            return;
        }
        array.read(array.base() + offset, buffer, 0, size);
        for (int i = 0; i < size; i++) {
            buffer[i] &= (byte) (value >>> (i * Byte.SIZE));
        }
        change(offset, buffer, size, STATUS_PROGRAM_ERROR);
    }

    private void erase(long offset) {
        if (refused(STATUS_ERASE_ERROR)) {
            return;
        }
        byte[] erased = new byte[FlashChips.BLOCK];
        Arrays.fill(erased, (byte) 0xff);
        change(offset & -FlashChips.BLOCK, erased, FlashChips.BLOCK, STATUS_ERASE_ERROR);
    }

    private boolean refused(int error) {
        boolean protectedBank = storage != null && storage.readOnly();
        status |= protectedBank ? error : 0;
        return protectedBank;
    }

    /** Changes the array, and the storage as far as it reaches; what the storage does not take has not happened. */
    private void change(long offset, byte[] bytes, int length, int error) {
        try {
            if (storage != null && offset < storage.size()) {
                storage.write(offset, bytes, 0, (int) Math.min(length, storage.size() - offset));
            }
            array.write(array.base() + offset, bytes, 0, length);
        } catch (IOException e) {
            status |= error;
        }
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // restore reads them so
    public void save(StateWriter out) {
        out.words(new int[] {expects.ordinal(), shows.ordinal(), status, wordsLeft});
    }

    @Override
    public void restore(StateReader in) throws StateException {
        expects = Expects.values()[in.word(0, Expects.values().length - 1)];
        shows = Shows.values()[in.word(0, Shows.values().length - 1)];
        status = in.bits(0xff);
        wordsLeft = in.word(-1, FlashChips.bufferWords());
    }
}

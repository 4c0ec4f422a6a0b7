package org.cofferdam.machine.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PageWatcher;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The host-target interface of the RISC-V test suites: two doublewords in RAM, named by the symbols {@code tohost} and
 * {@code fromhost} of the program (Berkeley's fesvr, which Spike follows). A program ends by writing an odd number: 1 is
 * success, else the upper bits are its code. Console output and the {@code write} call are answered as well; everything
 * else is answered as a call that does not exist.
 */
final class Htif implements PageWatcher {
    static final int BYTES = 8;
    private static final int CALL_BYTES = 4 * BYTES;
    private static final long CONSOLE_OUT = 0x0101;
    private static final int COMMAND_SHIFT = 48;
    private static final long PAYLOAD = (1L << COMMAND_SHIFT) - 1;
    private static final long WRITE = 64;
    private static final long LONGEST_WRITE = 4096;
    private static final long NO_SUCH_CALL = -38; // ENOSYS
    private static final long BAD_ADDRESS = -14; // EFAULT

    private final PhysicalMemory ram;
    private final Bus bus;
    private final long tohost;
    private final OptionalLong fromhost;
    private final CharacterDevice console;
    private final PowerSwitch power;
    private final Runnable interruptRun;
    private boolean pending;

    /**
     * Watches {@code tohost}.
     *
     * @param ram the memory of {@code bus} in which {@code tohost} lies
     * @param fromhost where answers go, if the program has a place for them
     * @param interruptRun called amid a store to {@code tohost}: {@link #attend} shall be called right after it
     */
    Htif(
            Bus bus,
            PhysicalMemory ram,
            long tohost,
            OptionalLong fromhost,
            CharacterDevice console,
            PowerSwitch power,
            Runnable interruptRun) {
        this.ram = ram;
        this.bus = bus;
        this.tohost = tohost;
        this.fromhost = fromhost;
        this.console = console;
        this.power = power;
        this.interruptRun = interruptRun;
        ram.addWatcher(this);
        ram.watch(tohost);
    }

    @Override
    public void watched(long page) {}

    @Override
    public boolean uses(long address, long length) {
        return address < tohost + BYTES && tohost < address + length;
    }

    @Override
    public void written(long page) {
        if (page == (tohost & -PhysicalMemory.PAGE)) {
            pending = true;
            interruptRun.run();
        }
    }

    /** Looks at what was stored. */
    void attend() {
        if (pending) {
            pending = false;
            long request = ram.loadDouble(tohost);
            if (request != 0) {
                serve(request);
            }
            ram.watch(tohost);
        }
    }

    private void serve(long request) {
        long payload = request & PAYLOAD;
        if (request >>> COMMAND_SHIFT == CONSOLE_OUT) {
            console.write((int) payload & 0xff);
            put(tohost, 0);
        } else if ((request & 1) != 0) {
            power.off((int) Math.min(payload >>> 1, Integer.MAX_VALUE));
        } else {
            call(payload);
            put(tohost, 0);
            fromhost.ifPresent(address -> put(address, 1));
        }
    }

    /** A system call of the proxy kernel: number and arguments lie in memory, the result goes in the number's place. */
    private void call(long block) {
        byte[] words = new byte[CALL_BYTES];
        if (bus.read(block, words, 0, CALL_BYTES)) {
            put(block, word(words, 0) == WRITE ? write(word(words, 2), word(words, 3)) : NO_SUCH_CALL);
        }
    }

    private long write(long address, long length) {
        byte[] text = new byte[(int) Math.clamp(length, 0, LONGEST_WRITE)];
        if (!bus.read(address, text, 0, text.length)) {
            return BAD_ADDRESS;
        }
        for (byte character : text) {
            console.write(character & 0xff);
        }
        return text.length;
    }

    private static long word(byte[] bytes, int index) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(index * BYTES);
    }

    private void put(long address, long value) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        bus.write(address, bytes, 0, BYTES);
    }
}

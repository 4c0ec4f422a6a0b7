package org.cofferdam.machine.device;

import java.util.Arrays;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * The core-local interruptor: {@code msip}, {@code mtimecmp} and {@code mtime} at the offsets of SiFive's CLINT, which the RISC-V ACLINT
 * specification keeps.
 */
public final class Clint implements Device {
    private static final int COMPARE = 0x4000;
    private static final int TIME = 0xbff8;

    /** One hart, as this device sees it. */
    public interface HartPort {
        /** Level of the machine software interrupt. */
        void software(boolean asserted);

        /** The machine timer interrupt is asserted exactly while the clock is at or after {@code deadline} (unsigned). */
        void timer(long deadline);
    }

    /** The clock that {@code mtime} shows, and sets. */
    public interface Time extends Clock {
        /** Lets the clock go on from this many ticks, for all harts. */
        void set(long ticks);
    }

    private final Time clock;
    private final HartPort[] harts;
    private final boolean[] software;
    private final long[] compare;

    public Clint(Time clock, HartPort... harts) {
        this.clock = clock;
        this.harts = harts.clone();
        software = new boolean[harts.length];
        compare = new long[harts.length];
        Arrays.fill(compare, -1);
    }

    @Override
    public String name() {
        return "clint";
    }

    @Override
    public long length() {
        return 0x10000;
    }

    /** {@inheritDoc} Two lines a hart: machine software, then machine timer. */
    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        return soc.child("clint", base)
                .text("compatible", "sifive,clint0", "riscv,clint0")
                .reg(base, length())
                .interruptsExtended(interrupts);
    }

    @Override
    public void reset() {
        for (int hart = 0; hart < harts.length; hart++) {
            setSoftware(hart, false);
            setCompare(hart, -1);
        }
    }

    @Override
    public long load(long offset, int size) {
        if (offset % size != 0 || size < 4) {
            return 0;
        }
        long register = register(offset & ~7L);
        return size == 8 ? register : (register >>> (8 * (offset & 4))) & 0xffff_ffffL;
    }

    /** The eight bytes at an aligned offset. */
    private long register(long offset) {
        if (offset == TIME) {
            return clock.time();
        }
        if (offset >= COMPARE) {
            int hart = (int) (offset - COMPARE) / 8;
            return hart < harts.length ? compare[hart] : 0;
        }
        int hart = (int) offset / 4;
        return softwareBit(hart) | softwareBit(hart + 1) << 32;
    }

    private long softwareBit(int hart) {
        return hart < harts.length && software[hart] ? 1 : 0;
    }

    @Override
    public void store(long offset, int size, long value) {
        if (offset % size != 0 || size < 4) {
            return;
        }
        if (offset < COMPARE) {
            int hart = (int) offset / 4;
            setSoftware(hart, (value & 1) != 0);
            if (size == 8) {
                setSoftware(hart + 1, (value >>> 32 & 1) != 0);
            }
            return;
        }
        int hart = (int) (offset - COMPARE) / 8;
        if (hart < harts.length) {
            setCompare(hart, merged(compare[hart], offset, size, value));
        } else if ((offset & ~7L) == TIME) {
            clock.set(merged(clock.time(), offset, size, value));
        }
    }

    /** A register of which all bytes or one half have been written. */
    private static long merged(long old, long offset, int size, long value) {
        int shift = 8 * (int) (offset & 4);
        long mask = size == 8 ? -1 : 0xffff_ffffL << shift;
        return (old & ~mask) | (value << shift & mask);
    }

    private void setSoftware(int hart, boolean asserted) {
        if (hart < harts.length) {
            software[hart] = asserted;
            harts[hart].software(asserted);
        }
    }

    private void setCompare(int hart, long deadline) {
        compare[hart] = deadline;
        harts[hart].timer(deadline);
    }

    @Override
    public void save(StateWriter out) {
        out.flags(software);
        out.numbers(compare);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        in.flags(software);
        in.numbers(compare);
    }
}

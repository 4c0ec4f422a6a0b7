package org.cofferdam.properties.scenarios;

import java.util.List;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;

/**
 * Another hypervisor than ours, of four instructions, which moves a large page of its guest and fences one address in it. Our core never does
 * so: whoever splits a large page forgets all of a VMID.
 */
final class LargePage {
    private static final long RAM = 0x8000_0000L;
    private static final long LARGE = 1 << 21;
    private static final long ROOT = RAM + 0x4000; // 16 KiB, and the level below
    private static final long BELOW = RAM + 0x8000;
    private static final long FIRST = RAM + LARGE;
    private static final long SECOND = RAM + 2 * LARGE;

    /** Guest-physical. */
    private static final long PAGE = 0x4000_0000L;

    private static final long OFFSET = 0x1_2340;
    private static final int HSTATUS = 0x600;
    private static final int HSTATUS_SPVP = 1 << 8;
    private static final int HGATP = 0x680;
    private static final long SV39X4 = 8L << 60;

    /** V R W X U A D. */
    private static final long LEAF = 0xdf;

    private static final List<String> PROGRAM =
            List.of("hlv.d a0, (s0)", "sd s2, 0(s1)", "hfence.gvma s3, zero", "hlv.d a1, (s0)");

    private LargePage() {}

    /** The second load must find what the page leads to by then. */
    static void play() {
        PhysicalMemory memory = new PhysicalMemory(RAM, 3 * LARGE);
        Bus bus = new Bus();
        bus.attach(memory);
        memory.storeDouble(ROOT + PAGE / (1 << 30) * Long.BYTES, BELOW >>> 2 | 1);
        memory.storeDouble(BELOW, FIRST >>> 2 | LEAF);
        memory.storeDouble(FIRST + OFFSET, 1);
        memory.storeDouble(SECOND + OFFSET, 2);
        for (int i = 0; i < PROGRAM.size(); i++) {
            memory.storeWord(RAM + 4L * i, Rv64.instructions().encode(PROGRAM.get(i)));
        }
        Hart hart = new Hart(0, bus, Engine.standard().codeCache(bus));
        hart.csrs.write(HSTATUS, HSTATUS_SPVP);
        hart.csrs.write(HGATP, SV39X4 | ROOT >>> 12);
        hart.pc = RAM;
        hart.x[8] = PAGE + OFFSET;
        hart.x[9] = BELOW;
        hart.x[18] = SECOND >>> 2 | LEAF;
        // Any address of the page will do, as HFENCE.GVMA takes it: shifted right by two.
        hart.x[19] = (PAGE + LARGE - 0x1000) >>> 2;
        hart.run(PROGRAM.size());
        Broken.unless(hart.x[10] == 1, "the page did not lead where it should, but to " + hart.x[10]);
        Broken.unless(
                hart.x[11] == 2,
                "a large page was moved and one address in it fenced, and the hart remembers the old one");
    }
}

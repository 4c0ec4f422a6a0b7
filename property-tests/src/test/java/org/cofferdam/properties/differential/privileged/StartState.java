package org.cofferdam.properties.differential.privileged;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cofferdam.properties.differential.RandomState;

/** What the control and status registers of a program start from. */
final class StartState {

    static final long MSTATUS_FS = 3L << 13;
    static final long MSTATUS_SUM = 1L << 18;
    static final long MSTATUS_MXR = 1L << 19;
    static final long MSTATUS_REFUSALS = 7L << 20;
    static final long MSTATUS_PREVIOUS = 0x80_0000_19a2L;
    static final long HSTATUS_USER = 1L << 9;
    static final long HSTATUS_REFUSALS = 7L << 20;
    static final long HSTATUS_PREVIOUS = 0x1c0;
    static final long CALL_FROM_HYPERVISOR = 1L << 9;
    static final long FENCE_OF_MEMORY = 1;
    static final long TIMER_COMPARE = 1L << 63;

    private static final long ALL = -1;
    private static final long NAPOT_ALL = 0x1fL << 56;

    private StartState() {}

    /** Values of {@link CsrPool#FIRST}, by name. */
    static Map<String, Long> draw(Choice choice, long block, AddressSpaces spaces, Dialect dialect) {
        Map<String, Long> values = new LinkedHashMap<>();
        CsrPool.FIRST.forEach(name -> values.put(name, 0L));
        for (int i = 0; i < CsrPool.PMP_ENTRIES; i++) {
            values.put("pmpaddr" + i, (block + Layout.DATA + (long) i * Layout.PAGE) >>> 2);
        }
        values.put("pmpaddr15", ALL);
        values.put("pmpcfg2", NAPOT_ALL);
        long delegated = choice.oneIn(3) ? ALL : choice.word();
        values.put("medeleg", choice.oneIn(4) ? 0 : delegated & ~CALL_FROM_HYPERVISOR);
        values.put("mideleg", choice.bits(ALL));

        values.put("hideleg", choice.bits(ALL));
        for (String enable : new String[] {"mcounteren", "scounteren", "hcounteren"}) {
            values.put(enable, choice.bits(0xffff_ffffL));
        }
        // STCE stays as it is: what becomes of STIP when it changes is left open.
        long always = choice.oneIn(2) ? TIMER_COMPARE : 0;
        values.put("menvcfg", choice.bits(ALL & ~TIMER_COMPARE & ~FENCE_OF_MEMORY) | always);
        values.put("henvcfg", choice.bits(ALL & ~TIMER_COMPARE & ~FENCE_OF_MEMORY) | always);
        values.put("senvcfg", choice.bits(ALL & ~FENCE_OF_MEMORY));
        for (String enable : new String[] {"mstateen0", "hstateen0"}) {
            values.put(enable, choice.oneIn(4) ? choice.bits(CsrPool.STATE_ENABLE_BITS) : CsrPool.STATE_ENABLE_BITS);
        }
        for (String any : new String[] {"sscratch", "vsscratch", "htval", "htinst", "stval", "vstval", "mtval2"}) {
            values.put(any, RandomState.integer(choice.source()));
        }
        values.put("hedeleg", choice.bits(ALL));
        values.put("stimecmp", ALL);
        values.put("vstimecmp", ALL);
        values.put("stvec", block + Layout.CODE + Layout.HOST_HANDLER);
        values.put("vstvec", block + Layout.CODE + Layout.GUEST_HANDLER);
        values.put("satp", choice.oneIn(4) ? 0 : spaces.hostRegister());
        values.put("vsatp", choice.oneIn(4) ? 0 : spaces.guestRegister());
        values.put("hgatp", choice.oneIn(4) ? 0 : spaces.secondStageRegister());
        values.put(
                "hstatus",
                choice.bits(HSTATUS_PREVIOUS | HSTATUS_USER) | (choice.oneIn(3) ? choice.bits(HSTATUS_REFUSALS) : 0));
        values.put("vsstatus", status(choice));
        values.put(
                "mstatus",
                status(choice) | choice.bits(MSTATUS_PREVIOUS) | (choice.oneIn(3) ? choice.bits(MSTATUS_REFUSALS) : 0));
        values.replaceAll(dialect::steered);
        return values;
    }

    private static long status(Choice choice) {
        long floating = choice.oneIn(8) ? 0 : MSTATUS_FS;
        return floating | choice.bits(MSTATUS_SUM | MSTATUS_MXR);
    }
}

package org.cofferdam.machine.hart;

/** What passes between the run loop of one hart and a {@link Translation}, besides registers and the program counter. */
public final class Passage {

    /** How many instructions may still be executed. After an exception: not counting any of the block that it happened in. */
    public long left;

    /** The virtual address that stands for the region's offset 0. */
    public long base;

    /** Which page of the region the last instruction lies in. */
    public int page;

    /** The instruction, by its {@link TranslatedRegion.Site}, that has thrown an exception, or has {@link #MISSED}. */
    public int site;

    /** The offset of the block whose indirect jump has left the region, {@link #MISSED}, or {@link #DIRECT}. */
    public long jumped = DIRECT;

    private static final int NOTED = 7;

    /** Stands in {@link #jumped} where the region was not left by an indirect jump: no block begins at an odd address. */
    static final long DIRECT = 1;

    /** Stands in {@link #jumped} where an instruction wants a slow path, which this region has not. */
    public static final long MISSED = 3;

    /** The hart's table of pages that may be fetched from, see {@link Regime}. */
    public long[] fetches;

    /** How many instructions translations have executed for this hart, how often one was entered, and left for a slow path. */
    long translated;

    long entered;

    long missed;

    /** Until the next indirect jump out of a translation that is noted. */
    private int unnoted = NOTED;

    Passage() {}

    /** Whether an indirect jump that has left a translation is to be noted: each seventh, since that costs more than the jump. */
    boolean isToBeNoted() {
        unnoted--;
        if (unnoted == 0) {
            unnoted = NOTED;
        }
        return unnoted == NOTED;
    }

    /** Whether an address in another page leads, without further ado, to a physical address. */
    public static boolean leads(long[] fetches, long address, long physical) {
        int slot = Regime.slot(address);
        return fetches[slot] == address >>> 12 && fetches[slot + 1] == physical - address;
    }
}

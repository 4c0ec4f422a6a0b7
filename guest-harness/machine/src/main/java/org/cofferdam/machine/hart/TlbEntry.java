package org.cofferdam.machine.hart;

import java.util.Arrays;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * A cached translation of one page, both stages merged: what the tables said when they were walked.
 *
 * @param virtualized made with V=1, so the second stage is {@code hgatp}'s
 * @param translated the first stage was not Bare; if it was, {@code asid} and {@code global} mean nothing
 * @param vmid {@code hgatp.VMID} at the time; 0 if not virtualized
 * @param asid address space of the first stage
 * @param global the first stage's leaf belongs to all address spaces
 * @param page virtual address of the first byte
 * @param guestPage guest-physical address of the first byte; if not virtualized, the same as {@code frame}
 * @param frame physical address of the first byte
 * @param shift logarithm of the size in bytes: the smaller of the two stages'
 * @param firstShift logarithm of the size of the first stage's leaf
 * @param secondShift logarithm of the size of the second stage's leaf
 * @param first the first stage's leaf PTE flags
 * @param second the second stage's leaf PTE flags
 */
public record TlbEntry(
        boolean virtualized,
        boolean translated,
        int vmid,
        int asid,
        boolean global,
        long page,
        long guestPage,
        long frame,
        int shift,
        int firstShift,
        int secondShift,
        int first,
        int second) {

    /** The physical address that a contained virtual address stands for. */
    public long physical(long address) {
        return frame + (address - page);
    }

    /** Whether two addresses lie in the same naturally aligned block of 2 to the power of {@code shift} bytes. */
    static boolean sameBlock(long one, long other, int shift) {
        return shift >= Long.SIZE || (one ^ other) >>> shift == 0;
    }

    void save(StateWriter out) {
        out.flags(new boolean[] {virtualized, translated, global});
        out.words(new int[] {vmid, asid, shift, firstShift, secondShift, first, second});
        out.numbers(new long[] {page, guestPage, frame});
    }

    static TlbEntry restore(StateReader in) throws StateException {
        boolean[] flags = new boolean[3];
        in.flags(flags);
        int[] words = new int[7];
        in.words(words, Integer.MIN_VALUE, Integer.MAX_VALUE);
        long[] addresses = new long[3];
        in.numbers(addresses);
        int size = words[2];
        if (Arrays.stream(Tlb.SHIFTS).noneMatch(shift -> shift == size)) {
            throw in.refuse("a page of 2^%d bytes".formatted(size));
        }
        return new TlbEntry(
                flags[0],
                flags[1],
                words[0],
                words[1],
                flags[2],
                addresses[0],
                addresses[1],
                addresses[2],
                words[2],
                words[3],
                words[4],
                words[5],
                words[6]);
    }
}

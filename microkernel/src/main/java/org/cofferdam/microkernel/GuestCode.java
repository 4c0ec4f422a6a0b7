package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.HartPort;

/** An instruction of the guest, read through the guest's own translation. */
final class GuestCode {
    private GuestCode() {}

    /**
     * The 16 or 32 bits at a guest-virtual address: each half is read once. 0, which is no instruction, if the guest
     * could not execute there (it may have changed its page tables since).
     */
    static int at(HartPort port, long address) {
        int low = port.fetchGuestCode(address);
        if (low < 0 || (low & 0b11) != 0b11) {
            return Math.max(low, 0);
        }
        int high = port.fetchGuestCode(address + 2);
        return high < 0 ? 0 : high << 16 | low;
    }
}

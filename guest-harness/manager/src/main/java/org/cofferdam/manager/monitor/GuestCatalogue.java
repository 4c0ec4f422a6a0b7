package org.cofferdam.manager.monitor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.guests.bundled.BundledGuest;

/** The guests that a configuration may name: the bundled ones, and Debian's Linux and U-Boot once they have been fetched. */
public final class GuestCatalogue {
    /** Kernel and initramfs that {@code guests fetch debian} brings. */
    static final String DEBIAN = "debian";

    /** U-Boot for S-mode, from the same fetch. */
    static final String U_BOOT = "u-boot";

    private GuestCatalogue() {}

    /** What {@code guest:} may say. */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Arrays.stream(BundledGuest.values()).map(BundledGuest::guestName).forEach(names::add);
        names.add(DEBIAN);
        names.add(U_BOOT);
        return names;
    }

    static Optional<BundledGuest> bundled(String name) {
        return Arrays.stream(BundledGuest.values())
                .filter(guest -> guest.guestName().equals(name))
                .findFirst();
    }
}

/* Page tables of our own, against the second stage that they cannot see. */
#include "attack.h"

static uint64_t victim_page[512] __attribute__((aligned(4096)));

static bool foreign_leaves(uint64_t mode, const char *name) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    if (!translation_on(mode)) {
        translation_off();
        return held("the hart has no %s", name);
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t window = WINDOW + (addresses[i] & (PAGE - 1));
        map_window(0, PTE_OF(addresses[i], PTE_LEAF));
        struct outcome outcome = load(window, 8);
        struct outcome stored = store(window, 8, MARK);
        struct outcome ran = execute(window & ~3UL);
        /* An address of more than 56 bits loses its top in an entry, and may then be ours. */
        bool own = is_mine(addresses[i] & ((1UL << 56) - 1), 8);
        if (own || (outcome.trapped && stored.trapped && ran.trapped && ran.cause == 1)) continue;
        translation_off();
        if (!outcome.trapped) return escaped("a leaf for %x read %x", addresses[i], outcome.value);
        if (!stored.trapped) return escaped("a leaf for %x was written", addresses[i]);
        return escaped("a leaf for %x was executed", addresses[i]);
    }
    translation_off();
    return held("%u leaves ended in access faults", (uint64_t)count);
}

bool tables_sv39_foreign(void) {
    return foreign_leaves(SATP_SV39, "Sv39");
}

bool tables_sv48_foreign(void) {
    return foreign_leaves(SATP_SV48, "Sv48");
}

bool tables_superpage(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t tried = 0;
    /* The gigapage and the 2 MiB page around the end of our memory, and those after. */
    for (unsigned level = 1; level <= 2; level++) {
        uint64_t size = level == 1 ? 2 * MEBI : GIBI;
        uint64_t base = (ram_end() - 8) & ~(size - 1);
        for (unsigned ahead = 0; ahead < 8; ahead++, base += size) {
            map_window(level, PTE_OF(base, PTE_LEAF));
            for (uint64_t offset = 0; offset < size; offset += size / 64) {
                if (is_mine(base + offset, 8)) continue;
                struct outcome outcome = load(WINDOW + offset, 8);
                tried++;
                if (outcome.trapped) continue;
                translation_off();
                return escaped("a superpage read %x at %x", outcome.value, base + offset);
            }
        }
    }
    translation_off();
    return held("%u loads through superpages ended in faults", tried);
}

bool tables_walk_outside(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t tried = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_mine(addresses[i] & ((1UL << 56) - 1) & ~(PAGE - 1), 8)) continue;
        for (unsigned level = 1; level <= 2; level++) {
            map_window(level, PTE_OF(addresses[i], PTE_V));
            struct outcome outcome = load(WINDOW, 8);
            tried++;
            /* A page fault means that the walker has read an entry there and disliked it. */
            if (outcome.trapped && outcome.cause == 5) continue;
            translation_off();
            return escaped("the walker read at %x: %s", addresses[i],
                           outcome.trapped ? cause_name(outcome.cause) : "a page was found");
        }
    }
    translation_off();
    return held("%u walks ended in access faults", tried);
}

bool tables_noncanonical(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    for (unsigned bit = 38; bit < 64; bit++) {
        uint64_t address = (uint64_t)victim_page ^ 1UL << bit;
        struct outcome outcome = load(address, 8);
        if (outcome.trapped) continue;
        translation_off();
        return escaped("%x was read as %x", address, outcome.value);
    }
    translation_off();
    return held("26 addresses ended in faults");
}

bool tables_reserved(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t own = (uint64_t)victim_page;
    const uint64_t entries[] = {
        PTE_OF(own, PTE_LEAF) | 1UL << 54,
        PTE_OF(own, PTE_LEAF) | 1UL << 57,
        PTE_OF(own, PTE_LEAF) | 1UL << 60,
        PTE_OF(own, PTE_LEAF) | 3UL << 61, /* Svpbmt: reserved value */
        PTE_OF(own, PTE_V | PTE_W | PTE_A | PTE_D),
        PTE_OF(own, PTE_V | PTE_W | PTE_X | PTE_A | PTE_D),
        PTE_OF(own, PTE_LEAF & ~PTE_V),
        PTE_OF(own, PTE_V), /* no leaf, yet there is no level below */
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        map_window(0, entries[i]);
        struct outcome outcome = load(WINDOW, 8);
        if (outcome.trapped) continue;
        translation_off();
        return escaped("the entry %x was taken for a page", entries[i]);
    }
    map_window(1, PTE_OF(own | PAGE, PTE_LEAF));
    struct outcome outcome = load(WINDOW, 8);
    translation_off();
    if (!outcome.trapped) return escaped("a misaligned superpage was taken for a page");
    return held("9 entries ended in faults");
}

bool tables_accessed(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t leaf = PTE_OF((uint64_t)victim_page, PTE_LEAF & ~(PTE_A | PTE_D));
    map_window(0, leaf);
    struct outcome read = load(WINDOW, 8);
    uint64_t after_read = *window_entry(0);
    map_window(0, leaf | PTE_A);
    struct outcome written = store(WINDOW, 8, MARK);
    uint64_t after_write = *window_entry(0);
    translation_off();
    victim_page[0] = 0;
    if (!read.trapped && !(after_read & PTE_A)) return escaped("a page was read that nobody marked as accessed");
    if (!written.trapped && !(after_write & PTE_D)) return escaped("a page was written that nobody marked as dirty");
    return held("read: %s, write: %s", read.trapped ? cause_name(read.cause) : "marked by the hart",
                written.trapped ? cause_name(written.cause) : "marked by the hart");
}

bool tables_rights(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t own = (uint64_t)victim_page;
    victim_page[0] = 0x00008067; /* ret */
    const char *through = 0;
    map_window(0, PTE_OF(own, PTE_V | PTE_R | PTE_A | PTE_D));
    if (!store(WINDOW, 8, MARK).trapped) through = "a read-only page was written";
    if (!execute(WINDOW).trapped) through = "a page without X was executed";
    map_window(0, PTE_OF(own, PTE_V | PTE_X | PTE_A | PTE_D));
    if (!load(WINDOW, 8).trapped) through = "a page without R was read";
    map_window(0, PTE_OF(own, PTE_LEAF | PTE_U));
    if (!load(WINDOW, 8).trapped) through = "a user page was read without SUM";
    csr_set(sstatus, SSTATUS_SUM);
    if (!execute(WINDOW).trapped) through = "a user page was executed by the supervisor";
    csr_clear(sstatus, SSTATUS_SUM);
    translation_off();
    victim_page[0] = 0;
    return through ? escaped("%s", through) : held("5 accesses ended in page faults");
}

bool tables_asids(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    uint64_t used = 0;
    for (uint64_t asid = 0; asid < 256; asid++) {
        bool own = asid % 4 == 0;
        uint64_t address = own ? (uint64_t)victim_page : addresses[asid % count] & ((1UL << 56) - 1);
        translation_on(SATP_SV39 | asid << 44);
        /* Without a fence: an entry of another id must not serve this one for what is not ours. */
        *window_entry(0) = PTE_OF(address, PTE_LEAF);
        struct outcome outcome = load(WINDOW, 8);
        used++;
        if (outcome.trapped || is_mine(address, 8)) continue;
        if (outcome.value == 0) continue;
        translation_off();
        return escaped("id %u read %x at %x", asid, outcome.value, address);
    }
    translation_off();
    return held("%u ids tried", used);
}

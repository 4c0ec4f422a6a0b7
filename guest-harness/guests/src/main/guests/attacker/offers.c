/* Grants of what is not ours to give, and to those who may not have it. */
#include "conspire.h"

static const char *const names[] = {"", "sharing", "lending", "donation"};
#define FIRST_KIND 1
#define LAST_KIND 3

static struct sbi_result offer(uint64_t kind, uint64_t to, uint64_t address, uint64_t pages, uint64_t rights) {
    return sbi_call(HYPERCALLS, kind, to, address, pages, rights, 0);
}

/* Each kind of grant must be refused. */
static bool refused(uint64_t to, uint64_t address, uint64_t pages, uint64_t rights) {
    for (uint64_t kind = FIRST_KIND; kind <= LAST_KIND; kind++) {
        struct sbi_result result = offer(kind, to, address, pages, rights);
        if (result.error < 0) continue;
        grant_reclaim((uint64_t)result.value);
        return escaped("%s of %u pages at %x, rights %x, to %x was taken", names[kind], pages, address, rights, to);
    }
    return true;
}

bool grants_partitions(void) {
    static const uint64_t wild[] = {-1UL, -2UL, 64, 4096, 1UL << 31, 1UL << 32, 1UL << 63};
    uint64_t tried = 0;
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++, tried++) {
        if (!refused(wild[i], spare_page(0), 1, RIGHTS_READ)) return false;
    }
    for (unsigned bit = 31; bit < 64; bit++, tried++) {
        if (!refused(accomplice() | 1UL << bit, spare_page(0), 1, RIGHTS_READ)) return false;
    }
    if (!refused(own_number(), spare_page(0), 1, RIGHTS_READ)) return false;
    return held("%u numbers that name nobody, and our own", tried);
}

bool grants_policy(void) {
    uint64_t tried = 0;
    for (uint64_t to = 0; to < 128; to++) {
        if (to == accomplice()) continue;
        if (!refused(to, spare_page(0), 1, RIGHTS_READ)) return false;
        if (!refused(to, spare_page(0), 1, RIGHTS_READ_WRITE)) return false;
        tried++;
    }
    return held("%u partitions may have nothing of us", tried);
}

bool grants_pages(void) {
    static const uint64_t counts[] = {0, -1UL, -512UL, 513, 4096, 1UL << 31, 1UL << 32 | 1, 1UL << 52, 1UL << 52 | 1, 1UL << 63};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (!refused(accomplice(), spare_page(0), counts[i], RIGHTS_READ)) return false;
    }
    return held("10 counts, each in 3 kinds of grant");
}

bool grants_misaligned(void) {
    for (unsigned bit = 0; bit < 12; bit++) {
        if (!refused(accomplice(), spare_page(0) + (1UL << bit), 1, RIGHTS_READ)) return false;
        if (!refused(accomplice(), spare_page(1) - (1UL << bit), 1, RIGHTS_READ)) return false;
    }
    return held("24 addresses within a page");
}

bool grants_rights(void) {
    static const uint64_t rights[] = {0, 2, 6, 8, 9, 15, 16 | 7, 1UL << 32 | 1, 1UL << 63 | 3, -1UL, -8UL};
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        if (!refused(accomplice(), spare_page(0), 1, rights[i])) return false;
    }
    return held("11 rights that there are not");
}

bool grants_foreign(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        if (!refused(accomplice(), addresses[i] & ~(PAGE - 1), 1, RIGHTS_READ)) return false;
    }
    return held("%u pages that are not ours", (uint64_t)count);
}

bool grants_overrun(void) {
    uint64_t tried = 0;
    for (uint64_t pages = 1; pages < 512; pages = pages * 2 + 1, tried += 2) {
        if (!refused(accomplice(), ram_end() - pages * PAGE, pages + 1, RIGHTS_READ)) return false;
        if (!refused(accomplice(), ram_base() - PAGE, pages + 1, RIGHTS_READ)) return false;
    }
    if (!refused(accomplice(), -PAGE, 2, RIGHTS_READ)) return false;
    return held("%u runs over an edge of our memory", tried + 1);
}

bool grants_devices(void) {
    for (unsigned i = 0; i < machine.device_count; i++) {
        if (!refused(accomplice(), machine.devices[i].base & ~(PAGE - 1), 1, RIGHTS_READ)) return false;
    }
    return held("%u devices of ours", (uint64_t)machine.device_count);
}

bool grants_region(void) {
    WITH_ACCOMPLICE;
    for (uint64_t offset = 0; offset < VICTIM_REGION_SIZE; offset += PAGE) {
        if (!refused(accomplice(), VICTIM_REGION + offset, 1, RIGHTS_READ)) return false;
    }
    return held("4 pages of a victim's region");
}

bool grants_twice(void) {
    WITH_ACCOMPLICE;
    for (uint64_t kind = FIRST_KIND; kind <= LAST_KIND; kind++) {
        struct sbi_result first = offer(kind, accomplice(), spare_page(kind), 1, RIGHTS_READ);
        if (first.error) return escaped("a %s of our own page was refused: %d", names[kind], (int64_t)first.error);
        bool again = !refused(accomplice(), spare_page(kind), 1, RIGHTS_READ)
                || !refused(accomplice(), spare_page(kind) - PAGE, 2, RIGHTS_READ)
                || !refused(accomplice(), spare_page(kind), 2, RIGHTS_READ);
        grant_reclaim((uint64_t)first.value);
        if (again) return false;
    }
    return held("27 grants of what was granted already");
}

bool grants_borrowed(void) {
    WITH_ACCOMPLICE;
    for (enum plot kind = PLOT_SHARE; kind <= PLOT_LEND; kind++) {
        int64_t grant = borrow(kind, 2, RIGHTS_READ_WRITE_EXECUTE, 0);
        if (grant < 0) return false;
        bool passed = !refused(accomplice(), PLACE, 1, RIGHTS_READ) || !refused(accomplice(), PLACE + PAGE, 1, RIGHTS_READ);
        if (!give_back(grant) || passed) return false;
    }
    return held("12 grants of what is borrowed");
}

bool grants_beyond_rights(void) {
    WITH_ACCOMPLICE;
    int64_t grant = borrow(PLOT_DONATE, 1, RIGHTS_READ, MARK);
    if (grant < 0) return false;
    struct message answer;
    PLOT(answer, PLOT_RECLAIM, (uint64_t)grant, 0, 0);
    static const uint64_t more[] = {RIGHTS_READ_WRITE, RIGHTS_READ_EXECUTE, RIGHTS_READ_WRITE_EXECUTE, RIGHTS_EXECUTE};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (!refused(accomplice(), PLACE, 1, more[i])) return false;
    }
    /* It is ours now, and may go back whence it came. */
    struct sbi_result back = grant_donate(accomplice(), PLACE, 1, RIGHTS_READ);
    if (back.error || grant_reclaim((uint64_t)back.value).error) {
        return escaped("a page that was given to us for good is not ours to give: %d", (int64_t)back.error);
    }
    return held("12 grants with more rights than we have");
}

bool grants_slots(void) {
    WITH_ACCOMPLICE;
    uint64_t made = 0;
    static uint64_t numbers[1024];
    while (made < 1024) {
        struct sbi_result result = grant_share(accomplice(), spare_page(16 + made), 1, RIGHTS_READ);
        if (result.error) break;
        numbers[made++] = (uint64_t)result.value;
    }
    uint64_t ended = 0;
    for (uint64_t i = 0; i < made; i++) ended += grant_reclaim(numbers[i]).error == 0;
    if (made == 1024) return escaped("1024 grants were taken, with no end in sight");
    if (ended != made) return escaped("%u of %u grants could be ended", ended, made);
    struct sbi_result after = grant_share(accomplice(), spare_page(16), 1, RIGHTS_READ);
    if (after.error || grant_reclaim((uint64_t)after.value).error) return escaped("slots that were freed stay taken");
    return held("%u grants, then none, then again", made);
}

bool grants_reclaim_foreign(void) {
    uint64_t tried = 0;
    for (uint64_t number = 0; number < 256; number++, tried++) {
        if (grant_reclaim(number).error == 0) return escaped("grant %u was ended, which is not ours", number);
    }
    for (unsigned bit = 8; bit < 64; bit++, tried++) {
        if (grant_reclaim(1UL << bit).error == 0) return escaped("grant %x was ended, which is not ours", 1UL << bit);
    }
    return held("%u grants that are not ours", tried);
}

static uint64_t lend_and_reclaim(uint64_t page, uint64_t rounds) {
    uint64_t done = 0;
    for (uint64_t i = 0; i < rounds; i++) {
        struct sbi_result result = grant_lend(accomplice(), page, 1, RIGHTS_READ_WRITE);
        done += result.error == 0 && grant_reclaim((uint64_t)result.value).error == 0;
    }
    return done;
}

bool storms_grants(void) {
    WITH_ACCOMPLICE;
    uint64_t other = 300;
    bool second = has_second() && second_start(lend_and_reclaim, spare_page(8), 300);
    uint64_t done = lend_and_reclaim(spare_page(9), 300);
    if (second && !second_join(&other)) return escaped("the second hart did not come back");
    if (done != 300 || other != 300) return escaped("%u and %u of 300 pages went and came back", done, other);
    return held("300 pages there and back on each hart");
}

/* Taking what was not offered to us, or where it must not go. */
#include "conspire.h"

/* Accepting must be refused. */
static bool refuses(uint64_t granter, uint64_t grant, uint64_t at, uint64_t pages) {
    struct sbi_result result = grant_accept(granter, grant, at, pages);
    if (result.error < 0) return true;
    grant_return(granter, grant);
    return escaped("grant %u of partition %u was taken, %u pages at %x", grant, granter, pages, at);
}

bool accepts_foreign(void) {
    uint64_t tried = 0;
    for (uint64_t granter = 0; granter < 16; granter++) {
        if (granter == accomplice() || granter == victim()) continue;
        for (uint64_t grant = 0; grant < 64; grant++, tried++) {
            if (!refuses(granter, grant, PLACE, 1)) return false;
        }
    }
    static const uint64_t wild[] = {-1UL, 64, 1UL << 31, 1UL << 32, 1UL << 32 | 1, 1UL << 63};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++, tried += 2) {
        if (!refuses(wild[i], 0, PLACE, 1) || !refuses(accomplice(), wild[i], PLACE, 1)) return false;
    }
    return held("%u grants that are not for us", tried);
}

/* First word that is neither of the two, or the second. */
static uint64_t other_word(uint64_t page, uint64_t one, uint64_t other) {
    for (uint64_t i = 0; i < PAGE / 8; i++) {
        uint64_t word = ((volatile uint64_t *)page)[i];
        if (word != one && word != other) return word;
    }
    return other;
}

/* A victim offers three pages to us, and others to a friend of its: those are not for us. What it lends or gives away held a
   secret, what it shares shows it. */
bool accepts_victim(void) {
    if (victim() == -1UL) return held("there is no victim that offers anything");
    uint64_t until = csr_read(time) + 30000000, taken = 0, shown = 0;
    /* It sends messages before it offers, and waits a while for us. */
    while (port_status(ATTACKER_FROM_VICTIM).value == 0) {
        if (csr_read(time) > until) return escaped("the victim did not send what it sends to us by right");
        wait_until(csr_read(time) + 10000);
    }
    wait_until(csr_read(time) + 400000);
    for (uint64_t grant = 0; grant < 64; grant++) {
        /* What was given away stays, and with it the page table of PLACE: what is unmapped there is not forgotten by chance,
           with the table. */
        uint64_t at = PLACE + (2 * GIFT_PAGES + grant) * PAGE;
        if (grant_accept(victim(), grant, at, 1).error) continue;
        taken++;
        uint64_t first = *(volatile uint64_t *)at;
        shown += first != 0;
        uint64_t other = other_word(at, first, first);
        bool writable = !store(at, 8, first).trapped;
        bool returned = grant_return(victim(), grant).error == 0;
        if (other != first) return escaped("a victim's page held %x and %x", first, other);
        if (first && writable) return escaped("a victim's page, shared for reading, could be written");
        if (first && !returned) return escaped("what the victim gave away held %x", first);
    }
    if (taken != 3 || shown != 1) return escaped("%u pages of the victim's were for us, %u with something in it", taken, shown);
    return held("%u pages that are for us, %u of them not wiped: the shared one", taken, shown);
}

bool accepts_pages(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    PLOT(answer, PLOT_SHARE, 3, RIGHTS_READ, 0);
    int64_t grant = (int64_t)answer.words[2];
    static const uint64_t counts[] = {0, 1, 2, 4, 512, -3UL, 1UL << 32 | 3, 1UL << 52 | 3, 1UL << 63 | 3};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (!refuses(accomplice(), (uint64_t)grant, PLACE, counts[i])) return false;
    }
    if (grant_accept(accomplice(), (uint64_t)grant, PLACE, 3).error) return escaped("the right count was refused");
    return give_back(grant) && held("9 counts that were not offered");
}

/* Accepts of a grant of 3 pages at addresses where something is. */
static bool places(const uint64_t *at, size_t count, const char *what) {
    struct message answer;
    PLOT(answer, PLOT_SHARE, 3, RIGHTS_READ, MARK);
    uint64_t grant = answer.words[2];
    for (size_t i = 0; i < count; i++) {
        if (!refuses(accomplice(), grant, at[i], 3)) return false;
    }
    return give_back((int64_t)grant) && held("%u places: %s", (uint64_t)count, what);
}

bool accepts_over_memory(void) {
    WITH_ACCOMPLICE;
    const uint64_t at[] = {
        ram_base(), ram_base() + PAGE, ram_base() - PAGE, ram_base() - 2 * PAGE, ram_end() - PAGE, ram_end() - 3 * PAGE,
        (uint64_t)accepts_over_memory & ~(PAGE - 1), spare_page(0),
    };
    return places(at, sizeof at / sizeof *at, "over memory of ours");
}

bool accepts_over_devices(void) {
    WITH_ACCOMPLICE;
    uint64_t at[MOST_RANGES + 2];
    size_t count = 0;
    for (unsigned i = 0; i < machine.device_count; i++) at[count++] = machine.devices[i].base & ~(PAGE - 1);
    at[count++] = VICTIM_REGION;
    at[count++] = VICTIM_REGION + VICTIM_REGION_SIZE - PAGE;
    return places(at, count, "over devices and a region");
}

bool accepts_beyond(void) {
    WITH_ACCOMPLICE;
    const uint64_t at[] = {
        1UL << 41,        (1UL << 41) - PAGE, (1UL << 41) - 2 * PAGE, -PAGE,           -3 * PAGE,        1UL << 63,
        (1UL << 63) - PAGE, 1UL << 56 | PLACE, 1UL << 41 | PLACE,      PLACE + 1,       PLACE + 8,        PLACE + 2048,
    };
    return places(at, sizeof at / sizeof *at, "beyond the address space, or within a page");
}

bool accepts_lent_place(void) {
    WITH_ACCOMPLICE;
    struct sbi_result lent = grant_lend(accomplice(), spare_page(4), 3, RIGHTS_READ);
    if (lent.error) return escaped("lending our own pages was refused: %d", (int64_t)lent.error);
    const uint64_t at[] = {spare_page(4), spare_page(5), spare_page(6), spare_page(2)};
    bool fine = places(at, sizeof at / sizeof *at, "where pages of ours come back to");
    return grant_reclaim((uint64_t)lent.value).error == 0 ? fine : escaped("our pages did not come back");
}

bool accepts_twice(void) {
    WITH_ACCOMPLICE;
    for (enum plot kind = PLOT_SHARE; kind <= PLOT_DONATE; kind++) {
        int64_t grant = borrow(kind, 1, RIGHTS_READ_WRITE, 0);
        if (grant < 0) return false;
        if (!refuses(accomplice(), (uint64_t)grant, OTHER_PLACE, 1) || !refuses(accomplice(), (uint64_t)grant, PLACE, 1)) return false;
        if (!faults_everywhere(OTHER_PLACE, "a place where nothing was mapped")) return false;
        if (kind == PLOT_DONATE) pass_on(PLACE);
        if (!give_back(grant)) return false;
        if (!refuses(accomplice(), (uint64_t)grant, PLACE, 1)) return false;
    }
    return held("9 grants that were taken before");
}

/* Each page at a place of its own takes page tables, which our quota has few of. */
bool accepts_scattered(void) {
    WITH_ACCOMPLICE;
    enum { MOST = 24 };
    uint64_t numbers[MOST], taken = 0;
    long error = 0;
    while (taken < MOST && !error) {
        struct message request = {{PLOT_SHARE, 1, RIGHTS_READ, MARK, taken}};
        if (port_send(ATTACKER_ASKS, (uint64_t)&request, sizeof request).error) return escaped("no request is taken");
        doorbell_ring(RING);
        while (port_receive(ATTACKER_HEARS, (uint64_t)&request, sizeof request).error) wait_until(csr_read(time) + 2000);
        numbers[taken] = request.words[2];
        error = grant_accept(accomplice(), numbers[taken], (taken + 16) * GIBI + PLACE, 1).error;
        taken++;
    }
    uint64_t wrong = 0;
    for (uint64_t i = 0; i < taken; i++) {
        struct outcome outcome = load((i + 16) * GIBI + PLACE, 8);
        bool mapped = i < taken - 1 || !error;
        wrong += outcome.trapped == mapped || (mapped && outcome.value != MARK);
        if (!give_back((int64_t)numbers[i])) return false;
    }
    if (!error) return escaped("%u page tables were to be had", 2 * taken);
    if (error != SBI_NO_MEMORY) return escaped("the quota ended in %d", (int64_t)error);
    if (wrong) return escaped("%u of %u pages were not what was shared", wrong, taken);
    int64_t again = borrow(PLOT_SHARE, 1, RIGHTS_READ, MARK);
    if (again < 0 || !give_back(again)) return false;
    return held("%u pages, then none, then again", taken - 1);
}

bool returns_foreign(void) {
    WITH_CORE;
    uint64_t tried = 0;
    for (uint64_t granter = 0; granter < 16; granter++) {
        for (uint64_t grant = 0; grant < 64; grant++, tried++) {
            if (grant_return(granter, grant).error == 0) return escaped("grant %u of %u was returned, which we never had", grant, granter);
        }
    }
    for (unsigned bit = 6; bit < 64; bit++, tried += 2) {
        if (grant_return(accomplice(), 1UL << bit).error == 0) return escaped("grant %x was returned", 1UL << bit);
        if (grant_return(1UL << bit, 0).error == 0) return escaped("a grant of %x was returned", 1UL << bit);
    }
    return held("%u grants that we do not have", tried);
}

/* What we have borrowed, lent or given away: used beyond its rights, and after its end. Both harts have touched it before, so
   that each remembers how to get there. */
#include "conspire.h"

static bool is_fetch_fault(struct outcome outcome) {
    return outcome.trapped && (outcome.cause == 1 || outcome.cause == 12);
}

static uint64_t touch_it(uint64_t address, uint64_t unused) {
    (void)unused;
    __asm__ volatile("fence.i" : : : "memory");
    return touch_load(address).cause | touch_execute(address).cause;
}

/* Both harts read and execute an address by right. */
static bool warm(uint64_t address) {
    uint64_t cause = touch_it(address, 0);
    if (has_second() && !cause && !second_run(touch_it, address, 0, &cause)) cause = -1UL;
    return cause == 0 || escaped("what was granted to us cannot be used: %x", cause);
}

static uint64_t store_cause(uint64_t address, uint64_t unused) {
    (void)unused;
    return touch_store(address).cause;
}

bool borrowed_read_only(void) {
    WITH_ACCOMPLICE;
    int64_t grant = borrow(PLOT_SHARE, 1, RIGHTS_READ, MARK);
    if (grant < 0) return false;
    uint64_t done = 0, cause = 0;
    for (unsigned size = 1; size <= 8; size *= 2) done += !store(PLACE, size, 0).trapped;
    done += !atomic_add(PLACE, 1).trapped;
    load_reserved(PLACE);
    struct outcome conditional = store_conditional(PLACE, 0);
    done += !conditional.trapped && conditional.value == 0;
    done += !store_float(PLACE, 0).trapped;
    done += sbi_call3(SBI_DBCN, 1, 8, PLACE, 0).error == 0;
    done += port_receive(ATTACKER_FROM_VICTIM, PLACE, 64).error == 0;
    if (has_second() && !second_run(store_cause, PLACE, 0, &cause)) return escaped("the second hart did not come back");
    done += has_second() && !cause;
    uint64_t word = *(volatile uint64_t *)PLACE;
    if (!give_back(grant)) return false;
    if (done || word != MARK) return escaped("a page that we may only read: %u writes were done, it holds %x", done, word);
    return held("10 writes were refused");
}

bool borrowed_no_execute(void) {
    WITH_ACCOMPLICE;
    for (uint64_t rights = RIGHTS_READ; rights <= RIGHTS_READ_WRITE; rights += 2) {
        int64_t grant = borrow(PLOT_SHARE, 1, rights, RETURNS);
        if (grant < 0) return false;
        struct outcome outcome = execute(PLACE);
        bool translated = translation_on(SATP_SV39);
        map_window(0, PTE_OF(PLACE, PTE_LEAF));
        struct outcome through = translated ? execute(WINDOW) : outcome;
        translation_off();
        if (!give_back(grant)) return false;
        if (!is_fetch_fault(outcome) || !is_fetch_fault(through)) return escaped("a page with rights %x was executed", rights);
    }
    return held("4 fetches ended in faults, also through our own tables");
}

bool borrowed_execute_only(void) {
    WITH_ACCOMPLICE;
    int64_t grant = borrow(PLOT_SHARE, 1, RIGHTS_EXECUTE, RETURNS);
    if (grant < 0) return false;
    bool ran = !execute(PLACE).trapped;
    struct outcome outcome = load(PLACE, 8);
    csr_set(sstatus, SSTATUS_MXR);
    translation_on(SATP_SV39);
    map_window(0, PTE_OF(PLACE, PTE_LEAF));
    struct outcome through = load(WINDOW, 8);
    translation_off();
    csr_clear(sstatus, SSTATUS_MXR);
    bool written = !store(PLACE, 8, 0).trapped;
    bool sent = port_send(ATTACKER_RACES, PLACE, 8).error == 0;
    struct sbi_result printed = sbi_call3(SBI_DBCN, 0, 8, PLACE, 0);
    if (!give_back(grant)) return false;
    if (!ran) return escaped("a page that we may execute cannot be executed");
    if (!outcome.trapped || !through.trapped) return escaped("a page that we may only execute was read");
    if (written) return escaped("a page that we may only execute was written");
    if (sent || printed.error == 0) return escaped("the core read for us what we may only execute");
    return held("loads, stores, a message and console output refused");
}

bool borrowed_wiped(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    for (enum plot kind = PLOT_LEND; kind <= PLOT_DONATE; kind++) {
        int64_t grant = borrow(kind, kind == PLOT_LEND ? GIFT_PAGES : 1, RIGHTS_READ_WRITE, MARK);
        if (grant < 0) return false;
        for (uint64_t at = PLACE; at < PLACE + (kind == PLOT_LEND ? GIFT_PAGES : 1) * PAGE; at += 8) {
            uint64_t word = *(volatile uint64_t *)at;
            if (word) return escaped("%x was left at %x of what was %s", word, at, kind == PLOT_LEND ? "lent" : "donated");
            *(volatile uint64_t *)at = ~MARK;
        }
        if (kind == PLOT_DONATE) {
            pass_on(PLACE);
            return give_back(grant) && held("%u pages were wiped on both ways", (uint64_t)GIFT_PAGES);
        }
        grant_return(accomplice(), (uint64_t)grant);
        PLOT(answer, PLOT_RECLAIM, (uint64_t)grant, 0, 0);
        if (answer.words[1] || answer.words[2]) return escaped("%x of ours came back to the lender", answer.words[2]);
    }
    return false;
}

bool stale_return(void) {
    WITH_ACCOMPLICE;
    for (enum plot kind = PLOT_SHARE; kind <= PLOT_LEND; kind++) {
        int64_t grant = borrow(kind, 1, RIGHTS_READ_WRITE_EXECUTE, RETURNS);
        if (grant < 0) return false;
        *(volatile uint64_t *)PLACE = RETURNS;
        if (!warm(PLACE)) return false;
        grant_return(accomplice(), (uint64_t)grant);
        if (!faults_everywhere(PLACE, "a page that we have returned")) return false;
        if (grant_return(accomplice(), (uint64_t)grant).error == 0) return escaped("a page was returned twice");
        if (!give_back(grant)) return false;
    }
    return held("loads, stores and fetches fault on every hart");
}

bool stale_reclaim(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    int64_t grant = borrow(PLOT_SHARE, GIFT_PAGES, RIGHTS_READ_WRITE_EXECUTE, RETURNS);
    if (grant < 0) return false;
    for (uint64_t page = 0; page < GIFT_PAGES; page += 33) {
        if (!warm(PLACE + page * PAGE)) return false;
    }
    PLOT(answer, PLOT_RECLAIM, (uint64_t)grant, 0, 0);
    for (uint64_t page = 0; page < GIFT_PAGES; page += 33) {
        if (!faults_everywhere(PLACE + page * PAGE, "a page that was taken back")) return false;
    }
    return held("4 of %u pages fault on every hart", (uint64_t)GIFT_PAGES);
}

bool stale_lend(void) {
    WITH_ACCOMPLICE;
    uint64_t page = spare_page(10);
    *(volatile uint64_t *)page = RETURNS;
    if (!warm(page)) return false;
    struct sbi_result lent = grant_lend(accomplice(), page, 1, RIGHTS_READ_WRITE);
    if (lent.error) return escaped("lending our own page was refused: %d", (int64_t)lent.error);
    bool gone = faults_everywhere(page, "a page that we have lent");
    struct message answer;
    PLOT(answer, PLOT_ACCEPT, (uint64_t)lent.value, PLACE, 1);
    uint64_t seen = answer.words[2];
    PLOT(answer, PLOT_STORE, PLACE, MARK, 0);
    bool still = gone && faults_everywhere(page, "a page that another has borrowed");
    if (grant_reclaim((uint64_t)lent.value).error) return escaped("our page did not come back");
    uint64_t left = *(volatile uint64_t *)page;
    PLOT(answer, PLOT_LOOK, PLACE, 0, 0);
    if (!still) return false;
    if (seen) return escaped("the borrower found %x of ours", seen);
    if (left) return escaped("what came back held %x of the borrower's", left);
    return answer.words[1] ? held("faults on every hart, then on theirs") : escaped("the borrower still reads our page");
}

bool stale_donate(void) {
    WITH_ACCOMPLICE;
    uint64_t page = spare_page(11);
    *(volatile uint64_t *)page = RETURNS;
    if (!warm(page)) return false;
    struct sbi_result given = grant_donate(accomplice(), page, 1, RIGHTS_READ_WRITE);
    if (given.error) return escaped("donating our own page was refused: %d", (int64_t)given.error);
    if (!faults_everywhere(page, "a page that we have given away")) return false;
    if (grant_reclaim((uint64_t)given.value).error) return escaped("the donation could not be ended");
    return faults_everywhere(page, "a page that we wanted back") && held("it is gone for good, on every hart");
}

bool stale_tables(void) {
    WITH_ACCOMPLICE;
    int64_t grant = borrow(PLOT_SHARE, 1, RIGHTS_READ_WRITE_EXECUTE, RETURNS);
    if (grant < 0) return false;
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    map_window(0, PTE_OF(PLACE, PTE_LEAF));
    bool usable = !load(WINDOW, 8).trapped && !execute(WINDOW).trapped;
    /* Our own first stage stays as it is, without any fence of ours. */
    grant_return(accomplice(), (uint64_t)grant);
    bool read = !load(WINDOW, 8).trapped, written = !store(WINDOW, 8, MARK).trapped;
    bool ran = !is_fetch_fault(execute(WINDOW));
    translation_off();
    if (!give_back(grant)) return false;
    if (!usable) return escaped("a page that was granted to us cannot be used through our tables");
    if (read || written || ran) return escaped("our own translation still led to a page that we have returned");
    return held("our own translation leads nowhere");
}

bool stale_table_page(void) {
    WITH_ACCOMPLICE;
    /* A page of our own page tables that is lent away while the hart walks them. */
    uint64_t *table = (uint64_t *)spare_page(12);
    table[0] = PTE_OF(spare_page(0), PTE_LEAF);
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    map_window(1, PTE_OF((uint64_t)table, PTE_V));
    bool usable = !load(WINDOW, 8).trapped;
    struct sbi_result lent = grant_lend(accomplice(), (uint64_t)table, 1, RIGHTS_READ_WRITE);
    __asm__ volatile("sfence.vma" : : : "memory");
    struct outcome outcome = load(WINDOW, 8);
    translation_off();
    if (lent.error || grant_reclaim((uint64_t)lent.value).error) return escaped("our page of tables could not be lent");
    if (!usable) return escaped("our own tables did not lead to our own page");
    if (!outcome.trapped || outcome.cause != 5) return escaped("the walker read a page that is not ours any more");
    return held("the walk ends in an access fault");
}

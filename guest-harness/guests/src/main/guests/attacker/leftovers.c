/* What others left behind: in registers and memory when we start, and in registers after their windows. */
#include "attack.h"

extern char image_start[], image_end[];

/* Long enough for several major frames of any schedule in use (10 MHz timebase). */
/* Ticks without an instruction of ours: others had the hart. */
#define AWAY 500UL
#define SEVERAL_WINDOWS 400000UL

bool leftovers_registers(void) {
    for (unsigned i = 1; i < 32; i++) {
        /* a0 and a1 are the hart id and the device tree. */
        if (i == 10 || i == 11 || boot_state.x[i] == 0) continue;
        return escaped("x%u was %x at the start", (uint64_t)i, boot_state.x[i]);
    }
    return held("all zero but a0 %x and a1 %x", boot_state.x[10], boot_state.x[11]);
}

bool leftovers_floats(void) {
    for (unsigned i = 0; i < 32; i++) {
        if (boot_state.f[i]) return escaped("f%u was %x at the start", (uint64_t)i, boot_state.f[i]);
    }
    if (boot_state.fcsr) return escaped("fcsr was %x at the start", boot_state.fcsr);
    return held("all zero");
}

bool leftovers_csrs(void) {
    const struct {
        const char *name;
        uint64_t value;
    } csrs[] = {
        {"sscratch", boot_state.sscratch}, {"sepc", boot_state.sepc}, {"scause", boot_state.scause},
        {"stval", boot_state.stval},       {"satp", boot_state.satp}, {"sie", boot_state.sie},
    };
    for (size_t i = 0; i < sizeof csrs / sizeof *csrs; i++) {
        if (csrs[i].value) return escaped("%s was %x at the start", csrs[i].name, csrs[i].value);
    }
    return held("all zero, sstatus %x", boot_state.sstatus);
}

static bool is_loaded(uint64_t address) {
    return (address >= (uint64_t)image_start && address < (uint64_t)image_end)
            || address - (machine.tree & ~(PAGE - 1)) < machine.tree_size + PAGE
            || (address >= (machine.initrd & ~(PAGE - 1)) && address < machine.initrd_end);
}

/* First word of the page that is not zero, or the page's end. */
static uint64_t scan_page(uint64_t page, uint64_t unused) {
    (void)unused;
    for (const volatile uint64_t *at = (uint64_t *)page; at < (uint64_t *)(page + PAGE); at++) {
        if (*at) return (uint64_t)at;
    }
    return page + PAGE;
}

bool leftovers_memory(void) {
    uint64_t pages = 0;
    for (uint64_t page = ram_base(); page < ram_end(); page += PAGE) {
        if (is_loaded(page)) continue;
        struct outcome outcome = guarded(scan_page, page, 0);
        if (outcome.trapped) return escaped("our own page %x is %s", page, cause_name(outcome.cause));
        if (outcome.value != page + PAGE) {
            return escaped("%x held %x before we wrote there", outcome.value, *(uint64_t *)outcome.value);
        }
        pages++;
    }
    return held("%u pages were zero", pages);
}

static uint64_t fill_page(uint64_t page, uint64_t salt) {
    uint64_t *words = (uint64_t *)page;
    words[0] = page ^ salt;
    words[PAGE / 8 - 1] = page + salt;
    return 0;
}

bool memory_distinct(void) {
    uint64_t pages = 0;
    for (uint64_t page = ram_base(); page < ram_end(); page += PAGE) {
        if (is_loaded(page)) continue;
        struct outcome outcome = guarded(fill_page, page, MARK);
        if (outcome.trapped) return escaped("our own page %x is %s", page, cause_name(outcome.cause));
        pages++;
    }
    uint64_t until = csr_read(time) + SEVERAL_WINDOWS;
    while (csr_read(time) < until) {}
    for (uint64_t page = ram_base(); page < ram_end(); page += PAGE) {
        if (is_loaded(page)) continue;
        uint64_t *words = (uint64_t *)page;
        if (words[0] != (page ^ MARK) || words[PAGE / 8 - 1] != page + MARK) {
            return escaped("page %x holds %x and %x, not what we wrote", page, words[0], words[PAGE / 8 - 1]);
        }
        words[0] = words[PAGE / 8 - 1] = 0;
    }
    return held("%u pages kept what we wrote", pages);
}

static bool compare(const char *file, const uint64_t *in, const uint64_t *out, unsigned skip, unsigned skip_too) {
    for (unsigned i = 0; i < 32; i++) {
        if (i == skip || i == skip_too || in[i] == out[i]) continue;
        return escaped("%s%u held %x and then %x%s", file, (uint64_t)i, in[i], out[i],
                       out[i] >> 32 == CANARY ? ", a canary of another guest" : "");
    }
    return held("unchanged over %u ticks", SEVERAL_WINDOWS);
}

static void fill(uint64_t *in) {
    in[0] = 0;
    for (unsigned i = 1; i < 32; i++) in[i] = MARK ^ (uint64_t)i << 8;
}

/* t5 and t6 hold the deadline and the time while the others are watched. */
bool windows_registers(void) {
    uint64_t in[32], out[32];
    fill(in);
    hold_registers(in, out, csr_read(time) + SEVERAL_WINDOWS);
    out[0] = 0;
    return compare("x", in, out, 30, 31);
}

bool windows_wait(void) {
    uint64_t in[32], out[32];
    fill(in);
    for (unsigned waits = 0; waits < 20; waits++) {
        uint64_t deadline = csr_read(time) + SEVERAL_WINDOWS / 20;
        set_timer(deadline);
        csr_set(sie, 1UL << INTERRUPT_TIMER);
        hold_registers_waiting(in, out, deadline);
        csr_clear(sie, 1UL << INTERRUPT_TIMER);
        out[0] = 0;
        if (!compare("x", in, out, 30, 31)) return false;
    }
    set_timer(-1UL);
    return held("unchanged over 20 waits");
}

/* Reserves a word, waits until its hart was somebody else's, and tells what the conditional store says: 0 if it was done. */
static uint64_t reserve_over_windows(uint64_t *away) {
    static volatile uint64_t word;
    uint64_t failed, now, last, gap, until = csr_read(time) + SEVERAL_WINDOWS;
    __asm__ volatile("lr.d %0, (%4)\n"
                     "rdtime %2\n"
                     "1: rdtime %1\n"
                     "sub %3, %1, %2\n"
                     "mv %2, %1\n"
                     "bgeu %3, %6, 2f\n"
                     "bltu %1, %5, 1b\n"
                     "2: sc.d %0, zero, (%4)"
                     : "=&r"(failed), "=&r"(now), "=&r"(last), "=&r"(gap)
                     : "r"(&word), "r"(until), "r"(AWAY)
                     : "memory");
    *away = gap >= AWAY;
    return failed;
}

bool windows_reservation(void) {
    uint64_t windows = 0, away;
    for (unsigned round = 0; round < 8; round++) {
        uint64_t failed = reserve_over_windows(&away);
        windows += away;
        if (away && !failed) return escaped("a word reserved before others' windows was stored to behind them");
    }
    return held("%u windows of others, no reservation left behind them", windows);
}

bool windows_floats(void) {
    uint64_t in[32], out[32];
    fill(in);
    in[0] = MARK;
    __asm__ volatile("fsrm %0" : : "r"(3UL));
    hold_floats(in, out, csr_read(time) + SEVERAL_WINDOWS);
    uint64_t rounding;
    __asm__ volatile("frrm %0" : "=r"(rounding));
    __asm__ volatile("fsrm zero");
    if (rounding != 3) return escaped("the rounding mode was 3 and then %u", rounding);
    return compare("f", in, out, 32, 32);
}

#define WATCHED(X) X(sscratch) X(sepc) X(scause) X(stval) X(stvec) X(scounteren) X(sie) X(satp)

bool windows_csrs(void) {
    uint64_t scratch = csr_read(sscratch);
    uint64_t vector = csr_read(stvec);
    uint64_t counters = csr_read(scounteren);
    /* No trap may come while these hold what they hold: interrupts are off and nothing here faults. */
    csr_write(sscratch, MARK);
    csr_write(sepc, MARK & ~1UL);
    csr_write(scause, 13);
    csr_write(stval, ~MARK);
    csr_write(stvec, 0x80345678);
    csr_write(scounteren, 5);
    csr_write(sie, 1UL << INTERRUPT_EXTERNAL);
    csr_set(sstatus, SSTATUS_SUM | SSTATUS_MXR);
    bool translated = translation_on(SATP_SV39 | 0x2a5UL << 44);
    uint64_t status = csr_read(sstatus);
#define KEEP(csr) uint64_t csr##_before = csr_read(csr);
    WATCHED(KEEP)
    uint64_t until = csr_read(time) + SEVERAL_WINDOWS;
    while (csr_read(time) < until) {}
    const char *changed = 0;
    uint64_t before = 0, after = 0;
#define CHECK(csr) \
    if (csr_read(csr) != csr##_before && !changed) { \
        changed = #csr; \
        before = csr##_before; \
        after = csr_read(csr); \
    }
    WATCHED(CHECK)
    if (csr_read(sstatus) != status && !changed) {
        changed = "sstatus";
        before = status;
        after = csr_read(sstatus);
    }
    csr_write(sie, 0);
    csr_clear(sstatus, SSTATUS_SUM | SSTATUS_MXR);
    csr_write(scounteren, counters);
    csr_write(stvec, vector);
    csr_write(sscratch, scratch);
    if (translated) translation_off();
    if (changed) return escaped("%s held %x and then %x", changed, before, after);
    return held("9 CSRs unchanged over %u ticks", SEVERAL_WINDOWS);
}

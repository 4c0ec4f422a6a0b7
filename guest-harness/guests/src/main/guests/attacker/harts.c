/* Two harts of ours: what each can see of the other, of others, and of the machine. */
#include "conspire.h"

static uint64_t nothing(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    return 0;
}

bool leftovers_second(void) {
    WITH_SECOND;
    uint64_t result;
    if (!second_run(nothing, 0, 0, &result)) return escaped("our second hart does not come back");
    for (uint64_t i = 1; i < 68; i++) {
        /* a0 and a1 are the hart id and the argument; x31 is what saves the others. */
        if (i == 10 || i == 11 || i == 31 || second_state[i] == 0) continue;
        return escaped("%s%u was %x at the start of our second hart", i < 32 ? "x" : i < 64 ? "f" : "CSR ",
                       i < 32 ? i : i < 64 ? i - 32 : i - 64, second_state[i]);
    }
    return second_state[10] == 1 ? held("all zero but a0 and a1") : escaped("its hart id is %x", second_state[10]);
}

#define SEVERAL_WINDOWS 200000UL

static uint64_t second_out[32];

static uint64_t second_floats(uint64_t in, uint64_t until) {
    hold_floats((const uint64_t *)in, second_out, until);
    return 0;
}

bool windows_second_floats(void) {
    WITH_SECOND;
    static uint64_t first_in[32], second_in[32], first_out[32];
    uint64_t result;
    for (uint64_t i = 0; i < 32; i++) {
        first_in[i] = MARK ^ i << 8;
        second_in[i] = ~MARK ^ i << 8;
    }
    uint64_t until = csr_read(time) + SEVERAL_WINDOWS;
    if (!second_start(second_floats, (uint64_t)second_in, until)) return escaped("our second hart does not start");
    hold_floats(first_in, first_out, until);
    if (!second_join(&result)) return escaped("our second hart did not come back");
    for (uint64_t i = 0; i < 32; i++) {
        if (first_in[i] != first_out[i]) return escaped("f%u held %x and then %x", i, first_in[i], first_out[i]);
        if (second_in[i] != second_out[i]) return escaped("f%u of the other held %x and then %x", i, second_in[i], second_out[i]);
    }
    return held("64 registers of two harts kept");
}

/* What is wrong, or 0: CSRs of a hart hold what it wrote. */
static uint64_t hold_csrs(uint64_t salt, uint64_t until) {
    uint64_t scratch = csr_read(sscratch), counters = csr_read(scounteren);
    uint64_t vector = csr_read(stvec);
    uint64_t wrong = 0;
    csr_write(sscratch, salt);
    csr_write(sepc, salt & ~1UL);
    csr_write(scause, 12 + (salt & 1));
    csr_write(stval, ~salt);
    csr_write(stvec, 0x80345678 + (salt & 0xff0));
    csr_write(scounteren, salt & 7);
    while (csr_read(time) < until) {}
    if (csr_read(sscratch) != salt) wrong = 0x140;
    if (csr_read(sepc) != (salt & ~1UL)) wrong = 0x141;
    if (csr_read(scause) != 12 + (salt & 1)) wrong = 0x142;
    if (csr_read(stval) != ~salt) wrong = 0x143;
    if (csr_read(stvec) != 0x80345678 + (salt & 0xff0)) wrong = 0x105;
    if (csr_read(scounteren) != (salt & 7)) wrong = 0x106;
    csr_write(scounteren, counters);
    csr_write(stvec, vector);
    csr_write(sscratch, scratch);
    return wrong;
}

bool windows_second_csrs(void) {
    WITH_SECOND;
    uint64_t other = 0, until = csr_read(time) + SEVERAL_WINDOWS;
    if (!second_start(hold_csrs, MARK ^ 0x155, until)) return escaped("our second hart does not start");
    uint64_t own = hold_csrs(MARK, until);
    if (!second_join(&other)) return escaped("our second hart did not come back");
    if (own || other) return escaped("CSR %x of one hart, %x of the other did not keep its value", own, other);
    return held("12 CSRs of two harts kept");
}

static uint64_t counters_on_second(uint64_t unused, uint64_t unused_too) {
    (void)unused;
    (void)unused_too;
    uint64_t readable = 0;
    readable |= touch_cycle(0).cause ? 0 : 1;
    readable |= touch_instret(0).cause ? 0 : 2;
    readable |= touch_event(0).cause ? 0 : 4;
    readable |= touch_hypervisor(0).cause ? 0 : 8;
    return readable;
}

bool counters_second(void) {
    WITH_SECOND;
    uint64_t readable;
    if (!second_run(counters_on_second, 0, 0, &readable)) return escaped("our second hart did not come back");
    return readable ? escaped("our second hart reads counters or hypervisor CSRs: %x", readable)
                    : held("cycle, instret, hpmcounter3 and hstatus are not its to read");
}

#define PMU_COUNTERS 0
#define PMU_INFO 1
#define PMU_CONFIGURE 2
#define PMU_START 3
#define PMU_STOP 4
#define PMU_READ 5
#define EVENT_CYCLES 1
#define EVENT_INSTRUCTIONS 2

static struct outcome read_counter(uint64_t number) {
    return run_instruction((uint32_t)number << 20 | 0x02073 | 10 << 7, 0, 0);
}

bool counters_pmu(void) {
    if (!sbi_has(SBI_PMU)) return held("performance counters are not offered");
    uint64_t count = (uint64_t)sbi_call3(SBI_PMU, PMU_COUNTERS, 0, 0, 0).value;
    uint64_t mask = count >= 64 ? -1UL : (1UL << count) - 1;
    /* Cleared and started: flags 0b110. */
    struct sbi_result chosen = sbi_call(SBI_PMU, PMU_CONFIGURE, 0, mask, 6, EVENT_INSTRUCTIONS, 0);
    if (chosen.error) return held("%u counters, none for instructions", count);
    uint64_t number = (uint64_t)sbi_call3(SBI_PMU, PMU_INFO, (uint64_t)chosen.value, 0, 0).value & 0xfff;
    struct outcome before = read_counter(number);
    uint64_t rounds = 0, until = csr_read(time) + SEVERAL_WINDOWS, now;
    __asm__ volatile("1: rdtime %1\n addi %0, %0, 1\n bltu %1, %2, 1b" : "+r"(rounds), "=&r"(now) : "r"(until));
    struct outcome after = read_counter(number);
    sbi_call3(SBI_PMU, PMU_STOP, (uint64_t)chosen.value, 1, 1);
    if (before.trapped || after.trapped) return held("%u counters, %x is not ours to read", count, number);
    uint64_t counted = after.value - before.value;
    if (counted > 3 * rounds + 2000) return escaped("%u of our instructions, %u counted", 3 * rounds, counted);
    return held("%u of our instructions, %u counted", 3 * rounds, counted);
}

bool counters_pmu_wild(void) {
    uint64_t refused = 0;
    for (uint64_t function = PMU_INFO; function <= 8; function++) {
        for (unsigned bit = 6; bit < 64; bit++) {
            struct sbi_result result = sbi_call(SBI_PMU, function, 1UL << bit, 1, -1UL, -1UL, -1UL);
            if (result.error >= 0) return escaped("PMU function %u answered %x for counter %x", function, (uint64_t)result.value, 1UL << bit);
            refused++;
        }
    }
    return held("%u calls for counters that there are not", refused);
}

bool sbi_steal_time(void) {
    volatile uint64_t *page = (volatile uint64_t *)spare_page(2);
    for (unsigned i = 0; i < 512; i++) page[i] = MARK;
    struct sbi_result result = sbi_call3(SBI_STA, 0, (uint64_t)page, 0, 0);
    if (result.error < 0) return held("steal time is not offered");
    uint64_t until = csr_read(time) + SEVERAL_WINDOWS;
    while (csr_read(time) < until) {}
    sbi_call3(SBI_STA, 0, -1UL, -1UL, 0);
    /* 64 bytes are the area (SBI, "Steal-time Accounting"). */
    for (unsigned i = 8; i < 512; i++) {
        if (page[i] != MARK) return escaped("word %u behind the area became %x", (uint64_t)i, page[i]);
    }
    uint64_t written = page[0];
    wait_until(csr_read(time) + SEVERAL_WINDOWS);
    if (page[0] != written) return escaped("an area that was given up is still written");
    return held("64 bytes were written, and none when that was over");
}

static uint64_t spin_until(uint64_t until, uint64_t unused) {
    (void)unused;
    while (csr_read(time) < until) {}
    return 1;
}

bool sbi_suspend_system(void) {
    WITH_SECOND;
    uint64_t result, until = csr_read(time) + 100000;
    if (!second_start(spin_until, until, 0)) return escaped("our second hart does not start");
    /* It would sleep until then. */
    set_timer(until);
    csr_set(sie, 1UL << INTERRUPT_TIMER);
    struct sbi_result ours = sbi_call3(SBI_SUSP, 0, 0, ram_base(), 0);
    csr_clear(sie, 1UL << INTERRUPT_TIMER);
    set_timer(-1UL);
    if (!second_join(&result) || !result) return escaped("our second hart was lost");
    return ours.error < 0 ? held("refused while our other hart runs: %d", (int64_t)ours.error)
                          : escaped("the system slept while a hart of it ran");
}

#define EXCHANGES 500

static uint64_t answer_interrupts(uint64_t target, uint64_t until) {
    uint64_t seen = 0;
    while (csr_read(time) < until && seen < EXCHANGES) {
        if (!(csr_read(sip) >> INTERRUPT_SOFTWARE & 1)) continue;
        csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
        seen++;
        sbi_call3(SBI_IPI, 0, 1, target, 0);
    }
    return seen;
}

bool storms_interprocessor(void) {
    WITH_SECOND;
    uint64_t other, until = csr_read(time) + 20000000;
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    if (!second_start(answer_interrupts, 0, until)) return escaped("our second hart does not start");
    sbi_call3(SBI_IPI, 0, 1, 1, 0);
    uint64_t own = answer_interrupts(1, until);
    if (!second_join(&other)) return escaped("our second hart did not come back");
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    if (own != EXCHANGES || other != EXCHANGES) return escaped("%u and %u of %u interrupts came", own, other, (uint64_t)EXCHANGES);
    return held("%u interrupts there and back", (uint64_t)EXCHANGES);
}

static uint64_t fence_other(uint64_t target, uint64_t rounds) {
    uint64_t done = 0;
    for (uint64_t i = 0; i < rounds; i++) {
        done += sbi_call(SBI_RFENCE, i % 3, 1, target, ram_base(), i * PAGE, 0).error == 0;
    }
    return done;
}

bool storms_fences(void) {
    WITH_SECOND;
    uint64_t other;
    if (!second_start(fence_other, 0, 1500)) return escaped("our second hart does not start");
    uint64_t own = fence_other(1, 1500);
    if (!second_join(&other)) return escaped("our second hart did not come back");
    return own == 1500 && other == 1500 ? held("1500 fences on each hart") : escaped("%u and %u of 1500 fences", own, other);
}

bool storms_starts(void) {
    WITH_SECOND;
    uint64_t result;
    for (uint64_t i = 0; i < 200; i++) {
        if (!second_run(nothing, 0, 0, &result)) return escaped("start %u did not come back", i);
    }
    return held("200 starts and stops of our second hart");
}

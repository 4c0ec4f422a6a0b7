/* Control and status registers that a supervisor in a partition must not reach. */
#include "attack.h"

#define CSR_READ(number) ((uint32_t)(number) << 20 | 0x02073 | 10 << 7) /* csrrs a0, number, x0 */
#define CSR_WRITE(number) ((uint32_t)(number) << 20 | 0x01073 | 10 << 7 | 11 << 15) /* csrrw a0, number, a1 */

static struct outcome read_csr(unsigned number) {
    return run_instruction(CSR_READ(number), 0, 0);
}

static struct outcome write_csr(unsigned number, uint64_t value) {
    return run_instruction(CSR_WRITE(number), 0, value);
}

struct span {
    unsigned first, last;
};

static bool must_trap(const struct span *spans, size_t count, bool writes) {
    uint64_t tried = 0;
    for (size_t i = 0; i < count; i++) {
        for (unsigned number = spans[i].first; number <= spans[i].last; number++, tried++) {
            struct outcome outcome = read_csr(number);
            if (!outcome.trapped) return escaped("CSR %x reads %x", (uint64_t)number, outcome.value);
            if (!writes) continue;
            outcome = write_csr(number, 0);
            if (!outcome.trapped) return escaped("CSR %x was written, it held %x", (uint64_t)number, outcome.value);
            outcome = write_csr(number, -1UL);
            if (!outcome.trapped) return escaped("CSR %x was written, it held %x", (uint64_t)number, outcome.value);
        }
    }
    return held("%u CSRs, all illegal", tried);
}
#define MUST_TRAP(spans) must_trap(spans, sizeof spans / sizeof *spans, true)

bool csrs_hypervisor(void) {
    static const struct span spans[] = {
        {0x600, 0x607}, {0x608, 0x60f}, {0x612, 0x617}, {0x61a, 0x61f}, {0x643, 0x64f}, {0x650, 0x657},
        {0x680, 0x680}, {0x6a8, 0x6a8}, {0xe12, 0xe12}, {0xeb0, 0xeb0},
    };
    return MUST_TRAP(spans);
}

bool csrs_virtual(void) {
    static const struct span spans[] = {{0x200, 0x20f}, {0x214, 0x217}, {0x240, 0x25d}, {0x280, 0x280}};
    return MUST_TRAP(spans);
}

bool csrs_machine(void) {
    static const struct span spans[] = {
        {0x300, 0x31f}, {0x320, 0x33f}, {0x340, 0x35f}, {0x3a0, 0x3ef}, {0x740, 0x747}, {0x7a0, 0x7b3},
        {0xb00, 0xb1f}, {0xf11, 0xf15}, {0xfb0, 0xfb0},
    };
    return MUST_TRAP(spans);
}

/* What unprivileged and supervisor software may be given (privileged architecture, table of CSR addresses). */
static bool is_for_supervisors(unsigned number) {
    static const struct span spans[] = {
        {0x000, 0x003}, {0x008, 0x00f}, {0x011, 0x011}, {0x017, 0x017}, {0x100, 0x106}, {0x10a, 0x10f}, {0x120, 0x120},
        {0x140, 0x144}, {0x14d, 0x14d}, {0x150, 0x15f}, {0x180, 0x181}, {0x5a8, 0x5a8}, {0xc00, 0xc1f}, {0xc20, 0xc22},
        {0xda0, 0xda0}, {0xdb0, 0xdb0},
    };
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        if (number >= spans[i].first && number <= spans[i].last) return true;
    }
    return false;
}

bool csrs_sweep(void) {
    uint64_t tried = 0;
    for (unsigned number = 0; number < 4096; number++) {
        if (is_for_supervisors(number)) continue;
        struct outcome outcome = read_csr(number);
        if (!outcome.trapped) return escaped("CSR %x reads %x", (uint64_t)number, outcome.value);
        tried++;
    }
    return held("%u CSRs, all illegal", tried);
}

bool csrs_read_only(void) {
    for (unsigned number = 0xc00; number <= 0xc1f; number++) {
        if (!write_csr(number, 0).trapped) return escaped("CSR %x was written", (uint64_t)number);
    }
    return held("32 writes, all illegal");
}

bool csrs_interrupts(void) {
    /* The supervisor's own: software, timer, external, counter overflow. */
    const uint64_t own = 1UL << 1 | 1UL << 5 | 1UL << 9 | 1UL << 13;
    csr_write(sie, -1UL);
    uint64_t enabled = csr_read(sie);
    csr_write(sie, 0);
    csr_write(sip, -1UL);
    uint64_t pending = csr_read(sip);
    csr_write(sip, 0);
    if (enabled & ~own) return escaped("sie took %x", enabled);
    /* Only the software interrupt is the supervisor's to raise. */
    if (pending & ~own || pending & 1UL << 9) return escaped("sip took %x", pending);
    return held("sie took %x, sip %x", enabled, pending);
}

bool csrs_translation_modes(void) {
    uint64_t refused = 0;
    for (uint64_t mode = 1; mode < 16; mode++) {
        if (mode >= 8 && mode <= 10) continue;
        csr_write(satp, mode << 60);
        uint64_t after = csr_read(satp);
        if (after >> 60 == mode) {
            csr_write(satp, 0);
            return escaped("mode %u was taken", mode);
        }
        refused++;
    }
    return held("%u modes left satp as it was", refused);
}

static uint64_t spin(uint64_t until, uint64_t unused) {
    (void)unused;
    uint64_t rounds = 0, now;
    /* Three instructions a round. */
    __asm__ volatile("1: rdtime %1\n addi %0, %0, 1\n bltu %1, %2, 1b" : "+r"(rounds), "=&r"(now) : "r"(until));
    return rounds * 3;
}

bool counters_instructions(void) {
    struct outcome before = read_csr(0xc02);
    if (before.trapped) return held("instret is not ours to read");
    uint64_t own = spin(csr_read(time) + 400000, 0);
    struct outcome after = read_csr(0xc02);
    uint64_t counted = after.value - before.value;
    if (after.trapped || counted < own || counted > own + 2000) {
        return escaped("%u of our instructions, %u counted", own, counted);
    }
    return held("%u of our instructions, %u counted", own, counted);
}

bool counters_events(void) {
    uint64_t refused = 0;
    for (unsigned number = 0xc03; number <= 0xc1f; number++) {
        struct outcome before = read_csr(number);
        if (before.trapped) {
            refused++;
            continue;
        }
        spin(csr_read(time) + 10000, 0);
        struct outcome after = read_csr(number);
        if (after.value != before.value) {
            return escaped("CSR %x counts: %x and then %x", (uint64_t)number, before.value, after.value);
        }
    }
    return held("%u of 29 illegal, the others stand still", refused);
}

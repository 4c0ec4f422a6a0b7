/* What do I see? Prints what a guest can learn about where it runs, and powers off. */
#include "console.h"
#include "csr.h"
#include "machine.h"
#include "sbi.h"
#include "trap.h"

struct named {
    const char *name;
    uint64_t number;
};

static const struct named extensions[] = {
    {"TIME", SBI_TIME}, {"IPI", SBI_IPI}, {"RFENCE", SBI_RFENCE}, {"HSM", SBI_HSM}, {"SRST", SBI_SRST},
    {"DBCN", SBI_DBCN}, {"PMU", SBI_PMU}, {"SUSP", SBI_SUSP},     {"STA", SBI_STA}, {"NACL", SBI_NACL},
};

#define READS(csr) \
    static uint64_t read_##csr(uint64_t unused, uint64_t unused_too) { \
        (void)unused; \
        (void)unused_too; \
        return csr_read(csr); \
    }

READS(sstatus) READS(sie) READS(sip) READS(scounteren) READS(senvcfg) READS(satp) READS(time) READS(cycle)
READS(instret) READS(hpmcounter3) READS(hstatus) READS(hgatp) READS(mstatus) READS(mhartid)

#define ROW(csr) {#csr, read_##csr}
static const struct {
    const char *name;
    action read;
} registers[] = {
    ROW(sstatus), ROW(sie),   ROW(sip),     ROW(scounteren),  ROW(senvcfg), ROW(satp),  ROW(time),
    ROW(cycle),   ROW(instret), ROW(hpmcounter3), ROW(hstatus), ROW(hgatp), ROW(mstatus), ROW(mhartid),
};

static void ranges(const char *what, const struct range *range, unsigned count) {
    for (unsigned i = 0; i < count; i++, range++) {
        print("probe: %s %x to %x %s %s\n", what, range->base, range->base + range->size, range->name,
              range->compatible);
    }
}

void guest_main(uint64_t hart, uint64_t tree) {
    print("probe: hart %u, device tree at %x\n", hart, tree);

    struct sbi_result version = sbi_call3(SBI_BASE, 0, 0, 0, 0);
    struct sbi_result implementation = sbi_call3(SBI_BASE, 1, 0, 0, 0);
    print("probe: SBI %u.%u, implementation %u\n", (uint64_t)version.value >> 24 & 0x7f,
          (uint64_t)version.value & 0xffffff, (uint64_t)implementation.value);
    for (unsigned i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        print("probe: SBI %s %s\n", extensions[i].name, sbi_has(extensions[i].number) ? "yes" : "no");
    }

    /* A guest with mhartid would be in M-mode, with hstatus in HS-mode. */
    for (unsigned i = 0; i < sizeof registers / sizeof *registers; i++) {
        struct outcome outcome = guarded(registers[i].read, 0, 0);
        if (outcome.trapped) print("probe: %s %s\n", registers[i].name, cause_name(outcome.cause));
        else print("probe: %s %x\n", registers[i].name, outcome.value);
    }

    if (read_machine(tree)) {
        print("probe: %u harts, %s, timebase %u Hz\n", (uint64_t)machine.harts, machine.isa, machine.timebase);
        print("probe: arguments \"%s\"\n", machine.arguments);
        ranges("memory", machine.memory, machine.memories);
        ranges("device", machine.devices, machine.device_count);
    } else {
        print("probe: no device tree there\n");
    }
    print("probe: done\n");
}

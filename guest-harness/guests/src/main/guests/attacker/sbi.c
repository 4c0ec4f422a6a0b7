/* Calls to the core with everything wrong that can be wrong. */
#include "attack.h"

static const uint64_t known[] = {
    SBI_BASE, SBI_TIME, SBI_IPI, SBI_RFENCE, SBI_HSM, SBI_SRST, SBI_DBCN, SBI_PMU, SBI_SUSP, SBI_STA, SBI_NACL,
};
#define KNOWN (sizeof known / sizeof *known)

/* Neither an extension that we know, nor a legacy one. */
static bool is_unknown(uint64_t extension) {
    for (size_t i = 0; i < KNOWN; i++) {
        if (extension == known[i]) return false;
    }
    return extension > 0xf;
}

static bool not_supported(uint64_t extension, uint64_t function, struct sbi_result result) {
    if (result.error < 0) return true;
    return escaped("extension %x function %x answered %d with value %x", extension, function, result.error,
                   (uint64_t)result.value);
}

bool sbi_unknown(void) {
    /* Firmware-specific (here: the core's own), vendor-specific, experimental, and random ones. */
    static const uint64_t bases[] = {0x0A000000, 0x0AFFFFFF, 0x09000000, 0x08000000, 0x0C0FFEE0, 0x7fffffff, -1UL, 1UL << 63};
    uint64_t tried = 0;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        for (uint64_t offset = 0; offset < 64; offset++, tried++) {
            uint64_t extension = bases[i] ^ offset;
            struct sbi_result result = sbi_call3(extension, offset, MARK, -1UL, ram_end());
            if (!not_supported(extension, offset, result)) return false;
        }
    }
    for (unsigned i = 0; i < 500; i++) {
        uint64_t extension = random_number() >> (random_number() & 32);
        if (!is_unknown(extension)) continue;
        struct sbi_result result = sbi_call3(extension, random_number(), random_number(), random_number(), 0);
        if (!not_supported(extension, 0, result)) return false;
        tried++;
    }
    return held("%u calls were refused", tried);
}

bool sbi_functions(void) {
    static const uint64_t functions[] = {64, 255, 1UL << 31, 1UL << 32, 1UL << 63, -1UL};
    uint64_t tried = 0;
    for (size_t i = 0; i < KNOWN; i++) {
        for (size_t j = 0; j < sizeof functions / sizeof *functions; j++, tried++) {
            struct sbi_result result = sbi_call3(known[i], functions[j], 0, 0, 0);
            if (!not_supported(known[i], functions[j], result)) return false;
        }
    }
    return held("%u calls were refused", tried);
}

bool sbi_preserves(void) {
    uint64_t in[32], out[32];
    for (size_t i = 0; i < KNOWN; i++) {
        for (unsigned r = 0; r < 32; r++) in[r] = MARK ^ (uint64_t)r << 8;
        in[16] = 77; /* a6: no such function */
        in[17] = known[i];
        call_with_registers(in, out);
        for (unsigned r = 1; r < 32; r++) {
            if (r == 10 || r == 11 || in[r] == out[r]) continue;
            return escaped("a call of %x changed x%u from %x to %x", known[i], (uint64_t)r, in[r], out[r]);
        }
    }
    return held("29 registers kept over %u calls", (uint64_t)KNOWN);
}

/* A debug-console call on memory that is not all ours must fail, or be cut to the `own` bytes that are. */
static bool console_refuses(uint64_t function, uint64_t length, uint64_t low, uint64_t high, uint64_t own) {
    struct sbi_result result = sbi_call3(SBI_DBCN, function, length, low, high);
    if (result.error < 0 || (own && (uint64_t)result.value <= own)) return true;
    return escaped("%u bytes at %x (upper half %x, length %x) were taken", (uint64_t)result.value, low, high, length);
}

bool sbi_console_foreign(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        if (!console_refuses(0, 8, addresses[i], 0, 0)) return false;
    }
    for (unsigned bit = 0; bit < 64; bit++) {
        if (!console_refuses(0, 8, ram_base(), 1UL << bit, 0)) return false;
    }
    return held("%u addresses were refused", (uint64_t)count + 64);
}

bool sbi_console_wrapped(void) {
    static const uint64_t lengths[] = {-1UL, -8UL, -4096UL, 1UL << 63, 1UL << 41, 1UL << 32};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        if (!console_refuses(0, lengths[i], ram_end() - 8, 0, 8)) return false;
        if (!console_refuses(0, lengths[i], -8UL, -1UL, 0)) return false;
        if (!console_refuses(0, lengths[i], -8UL, 0, 0)) return false;
    }
    /* Wraps to our own memory, or ends in it. */
    if (!console_refuses(0, ram_base() + 16, -8UL, -1UL, 0)) return false;
    if (!console_refuses(0, 2 * PAGE, ram_base() - PAGE, 0, 0)) return false;
    for (uint64_t before = 1; before <= 4096; before *= 8) {
        if (!console_refuses(0, before + 1, ram_end() - before, 0, before)) return false;
    }
    return held("25 lengths were refused or cut at our end");
}

bool sbi_console_into(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        /* Perhaps no input waits: a call that then succeeds with nothing has not looked at the address either. */
        if (!console_refuses(1, 64, addresses[i], 0, 0)) return false;
        if (!console_refuses(1, -1UL, addresses[i], 0, 0)) return false;
    }
    if (!console_refuses(1, -1UL, ram_end() - 8, 0, 8)) return false;
    return held("%u reads were refused", (uint64_t)count * 2 + 1);
}

bool sbi_hart_start(void) {
    uint64_t tried = 0;
    for (uint64_t hart = machine.harts; hart < 128; hart++, tried++) {
        if (!not_supported(SBI_HSM, 0, sbi_call3(SBI_HSM, 0, hart, ram_base(), MARK))) return false;
    }
    for (unsigned bit = 7; bit < 64; bit++, tried++) {
        if (!not_supported(SBI_HSM, 0, sbi_call3(SBI_HSM, 0, 1UL << bit, ram_base(), 0))) return false;
    }
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    /* Harts of ours that wait, if there are any, must not start where we have no memory. */
    for (uint64_t hart = 0; hart < machine.harts; hart++) {
        for (size_t i = 0; i < count; i++, tried++) {
            if (!not_supported(SBI_HSM, 0, sbi_call3(SBI_HSM, 0, hart, addresses[i], 0))) return false;
        }
    }
    return held("%u starts were refused", tried);
}

bool sbi_hart_status(void) {
    uint64_t tried = 0;
    for (uint64_t hart = machine.harts; hart < 256; hart++, tried++) {
        if (!not_supported(SBI_HSM, 2, sbi_call3(SBI_HSM, 2, hart, 0, 0))) return false;
    }
    for (unsigned bit = 8; bit < 64; bit++, tried++) {
        if (!not_supported(SBI_HSM, 2, sbi_call3(SBI_HSM, 2, 1UL << bit, 0, 0))) return false;
    }
    return held("%u harts are not known", tried);
}

bool sbi_suspend(void) {
    /* Kinds have 32 bits; the upper half of the argument is nobody's. */
    static const uint64_t kinds[] = {1, 0xffff, 0x0fffffff, 0x70000000, 0x80000001, 0xffffffff, -1UL};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct sbi_result result = sbi_call3(SBI_HSM, 3, kinds[i], ram_end(), MARK);
        if (!not_supported(SBI_HSM, 3, result)) return false;
        result = sbi_call3(SBI_SUSP, 0, kinds[i], ram_end(), MARK);
        if (!not_supported(SBI_SUSP, 0, result)) return false;
    }
    return held("14 suspensions were refused");
}

bool sbi_ipi(void) {
    uint64_t tried = 0;
    for (uint64_t base = machine.harts; base < 8192; base = base * 2 + 1, tried++) {
        if (!not_supported(SBI_IPI, 0, sbi_call3(SBI_IPI, 0, -1UL, base, 0))) return false;
    }
    for (unsigned bit = machine.harts < 64 ? machine.harts : 63; bit < 64; bit++, tried++) {
        if (!not_supported(SBI_IPI, 0, sbi_call3(SBI_IPI, 0, 1UL << bit, 0, 0))) return false;
    }
    for (uint64_t base = -2UL; base > -200UL; base -= 33, tried++) {
        if (!not_supported(SBI_IPI, 0, sbi_call3(SBI_IPI, 0, -1UL, base, 0))) return false;
    }
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    return held("%u masks were refused", tried);
}

bool sbi_fences(void) {
    uint64_t tried = 0;
    static const uint64_t starts[] = {0, 0x80000000, -4096UL, 1UL << 63};
    static const uint64_t sizes[] = {0, 1, 4096, 1UL << 40, -1UL};
    for (uint64_t function = 0; function <= 6; function++) {
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
            for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++, tried++) {
                /* Harts that are not ours. */
                struct sbi_result result =
                        sbi_call(SBI_RFENCE, function, -1UL, 4096, starts[i], sizes[j], -1UL);
                if (!not_supported(SBI_RFENCE, function, result)) return false;
                /* Our own: the fences of the hypervisor (3 to 6) are refused, the others may be done. */
                result = sbi_call(SBI_RFENCE, function, 1, 0, starts[i], sizes[j], -1UL);
                if (function >= 3 && !not_supported(SBI_RFENCE, function, result)) return false;
            }
        }
    }
    return held("%u fences of others were refused", tried);
}

bool sbi_reset(void) {
    static const struct {
        uint64_t type, reason;
    } resets[] = {
        {3, 0}, {0xefffffff, 0}, {-1UL, 0}, {-1UL, -1UL}, {3, -1UL}, {0x7fffffff, 2},
    };
    for (size_t i = 0; i < sizeof resets / sizeof *resets; i++) {
        struct sbi_result result = sbi_call3(SBI_SRST, 0, resets[i].type, resets[i].reason, 0);
        if (!not_supported(SBI_SRST, 0, result)) return false;
    }
    return held("6 resets were refused");
}

static uint64_t legacy_call(uint64_t extension, uint64_t pointer) {
    return (uint64_t)sbi_call3(extension, 0, pointer, 0, -1UL).error;
}

bool sbi_legacy(void) {
    /* 4 to 7 take a pointer to a hart mask: read elsewhere, it would be a look at memory of others. */
    uint64_t tried = 0;
    for (uint64_t extension = 4; extension <= 7; extension++) {
        for (unsigned bit = 3; bit < 64; bit++) {
            if (is_mine(1UL << bit, 8)) continue;
            struct outcome outcome = guarded(legacy_call, extension, 1UL << bit);
            tried++;
            if (outcome.trapped || (int64_t)outcome.value < 0) continue;
            return escaped("legacy call %u with a mask at %x was done", extension, 1UL << bit);
        }
    }
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    return held("%u masks elsewhere were refused", tried);
}

bool sbi_shared_memory(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    static const struct {
        uint64_t extension, function;
    } setters[] = {{SBI_STA, 0}, {SBI_PMU, 7}, {SBI_NACL, 1}};
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < sizeof setters / sizeof *setters; j++) {
            struct sbi_result result =
                    sbi_call3(setters[j].extension, setters[j].function, addresses[i] & ~(PAGE - 1), 0, 0);
            if (!not_supported(setters[j].extension, setters[j].function, result)) return false;
        }
    }
    if (sbi_has(SBI_NACL)) return escaped("nested acceleration is offered to a partition");
    return held("%u areas were refused", (uint64_t)count * 3);
}

bool sbi_random(void) {
    uint64_t in[32], out[32];
    uint64_t refused = 0;
    for (unsigned i = 0; i < 2000; i++) {
        for (unsigned r = 0; r < 32; r++) in[r] = random_number() >> (random_number() & 63);
        in[17] = random_number() % 2 ? known[random_number() % KNOWN] : in[17];
        in[16] = random_number() % 2 ? random_number() % 8 : in[16];
        /* What would end or print to us by right is left out: power-off, hart stop, suspension, the console. */
        bool ours = in[17] == SBI_SRST || in[17] == SBI_HSM || in[17] == SBI_DBCN || in[17] == 8 || in[17] == 1;
        if (ours) in[16] |= 1UL << 40;
        if (in[17] < 16) in[17] += 1UL << 20;
        call_with_registers(in, out);
        refused += (int64_t)out[10] < 0;
        for (unsigned r = 1; r < 32; r++) {
            if (r == 10 || r == 11 || in[r] == out[r]) continue;
            return escaped("call %x, %x changed x%u from %x to %x", in[17], in[16], (uint64_t)r, in[r], out[r]);
        }
    }
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    csr_write(sie, 0);
    set_timer(-1UL);
    return held("2000 calls came back, %u refused", refused);
}

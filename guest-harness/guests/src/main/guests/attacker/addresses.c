#include "attack.h"

static const struct range *own_memory(void) {
    uint64_t here = (uint64_t)own_memory;
    for (unsigned i = 0; i < machine.memories; i++) {
        if (here - machine.memory[i].base < machine.memory[i].size) return &machine.memory[i];
    }
    return &machine.memory[0];
}

uint64_t ram_base(void) {
    return own_memory()->base;
}

uint64_t ram_end(void) {
    return own_memory()->base + own_memory()->size;
}

uint64_t random_number(void) {
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 0x2545f4914f6cdd1d;
}

size_t foreign_addresses(uint64_t *into, size_t most) {
    /* Where the virt board has something, and where partitions' memory usually lies. */
    static const uint64_t known[] = {
        0,          0x1000,     0x100000,   0x101000,   0x2000000,   0x2004000,  0x200bff8,   0x3010000,  0xc000000,
        0xc201004,  0x10000000, 0x10001000, 0x10008000, 0x20000000,  0x24000000, 0x28000000,  0x30000000, 0x40000000,
        0x7ffff000, 0x80000000, 0x90000000, 0xa0000000, 0xc0000000,  0xfffff000, 0x100000000, 0x180000000,
    };
    size_t count = 0;
#define OFFER(value) \
    do { \
        uint64_t address_ = (value); \
        if (count < most && !is_mine(address_, 8)) into[count++] = address_; \
    } while (0)
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) OFFER(known[i]);
    for (unsigned bit = 12; bit < 64; bit++) {
        OFFER(ram_end() - PAGE + (1UL << bit));
        OFFER(ram_base() - (1UL << bit));
        OFFER(1UL << bit);
    }
    OFFER(ram_base() - 8);
    OFFER(ram_end());
#undef OFFER
    return count;
}

const uint64_t message_addresses[] = {
    /* CLINT: msip of four harts, mtimecmp, mtime; ACLINT: setssip of four harts. */
    0x2000000, 0x2000004, 0x2000008, 0x200000c, 0x2004000, 0x2004008, 0x200bff8, 0x2f00000, 0x2f00004, 0x2f00008, 0x2f0000c,
    /* PLIC: priority, pending, enable of six contexts, threshold and claim. */
    0xc000004, 0xc000020, 0xc001000, 0xc002000, 0xc002080, 0xc002100, 0xc002180, 0xc002200, 0xc002280, 0xc200000, 0xc200004,
    0xc201000, 0xc201004, 0xc202004, 0xc203004,
    /* APLIC of M and S: domaincfg, setip, setipnum, setienum, genmsi. */
    0xc001c00, 0xc001cdc, 0xc003000, 0xd000000, 0xd001c00, 0xd001cdc, 0xd001edc, 0xd003000,
    /* IMSIC: seteipnum of the files of M and of S, and of the guests' behind them. */
    0x24000000, 0x24001000, 0x28000000, 0x28001000, 0x28002000, 0x28003000,
};
const size_t message_address_count = sizeof message_addresses / sizeof *message_addresses;

bool loads_must_trap(const uint64_t *addresses, size_t count) {
    uint64_t cause = 0;
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = load(addresses[i], 8);
        if (!outcome.trapped) {
            return escaped("load at %x gave %x%s", addresses[i], outcome.value,
                           outcome.value >> 32 == CANARY ? ", a canary of another guest" : "");
        }
        cause = outcome.cause;
    }
    return held("%u loads, the last ended in %s", (uint64_t)count, count ? cause_name(cause) : "none");
}

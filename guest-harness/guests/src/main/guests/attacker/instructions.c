/* Instructions that belong to more privileged levels. */
#include "attack.h"

/* A SYSTEM instruction of register form, on a0 and a1. */
#define SYSTEM(funct7, rs2, rs1, funct3, rd) \
    ((uint32_t)(funct7) << 25 | (uint32_t)(rs2) << 20 | (uint32_t)(rs1) << 15 | (funct3) << 12 | (rd) << 7 | 0x73)

struct encoding {
    const char *name;
    uint32_t word;
};

static bool must_be_refused(const struct encoding *list, size_t count, uint64_t first) {
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = run_instruction(list[i].word, first, 0);
        if (!outcome.trapped) return escaped("%s was done and gave %x", list[i].name, outcome.value);
        /* A fault of the access would mean that the instruction was allowed to try. */
        if (outcome.cause != 2) return escaped("%s got as far as %s", list[i].name, cause_name(outcome.cause));
    }
    return held("%u instructions, all illegal", (uint64_t)count);
}
#define MUST_BE_REFUSED(list, first) must_be_refused(list, sizeof list / sizeof *list, first)

bool instructions_fences(void) {
    static const struct encoding list[] = {
        {"hfence.vvma", SYSTEM(0x11, 0, 0, 0, 0)},    {"hfence.vvma a0, a1", SYSTEM(0x11, 11, 10, 0, 0)},
        {"hfence.gvma", SYSTEM(0x31, 0, 0, 0, 0)},    {"hfence.gvma a0, a1", SYSTEM(0x31, 11, 10, 0, 0)},
        {"hinval.vvma", SYSTEM(0x13, 0, 0, 0, 0)},    {"hinval.gvma", SYSTEM(0x33, 0, 0, 0, 0)},
    };
    return MUST_BE_REFUSED(list, 0);
}

bool instructions_loads(void) {
    static const struct encoding list[] = {
        {"hlv.b", SYSTEM(0x30, 0, 10, 4, 10)},   {"hlv.bu", SYSTEM(0x30, 1, 10, 4, 10)},
        {"hlv.h", SYSTEM(0x32, 0, 10, 4, 10)},   {"hlv.hu", SYSTEM(0x32, 1, 10, 4, 10)},
        {"hlvx.hu", SYSTEM(0x32, 3, 10, 4, 10)}, {"hlv.w", SYSTEM(0x34, 0, 10, 4, 10)},
        {"hlv.wu", SYSTEM(0x34, 1, 10, 4, 10)},  {"hlvx.wu", SYSTEM(0x34, 3, 10, 4, 10)},
        {"hlv.d", SYSTEM(0x36, 0, 10, 4, 10)},   {"hsv.b", SYSTEM(0x31, 11, 10, 4, 0)},
        {"hsv.h", SYSTEM(0x33, 11, 10, 4, 0)},   {"hsv.w", SYSTEM(0x35, 11, 10, 4, 0)},
        {"hsv.d", SYSTEM(0x37, 11, 10, 4, 0)},
    };
    static uint64_t target;
    return MUST_BE_REFUSED(list, (uint64_t)&target);
}

bool instructions_returns(void) {
    static const struct encoding list[] = {
        {"mret", 0x30200073}, {"dret", 0x7b200073}, {"mnret", 0x70200073}, {"uret", 0x00200073},
    };
    return MUST_BE_REFUSED(list, 0);
}

bool instructions_breakpoints(void) {
    static const uint32_t words[] = {0x00100073, 0x00019002};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct outcome outcome = run_instruction(words[i], 0, 0);
        if (!outcome.trapped || outcome.cause != 3) return escaped("the word %x is no breakpoint of ours", (uint64_t)words[i]);
    }
    return held("2 breakpoints came to us");
}

static bool is_for_supervisors(uint32_t word) {
    unsigned funct7 = word >> 25;
    unsigned rd = word >> 7 & 31;
    if (word == 0x00000073 || word == 0x00100073 || word == 0x10200073 || word == 0x10500073) return true;
    /* WRS.NTO, WRS.STO; SFENCE.VMA, SINVAL.VMA; SFENCE.W.INVAL, SFENCE.INVAL.IR */
    if (word == 0x00d00073 || word == 0x01d00073) return true;
    return rd == 0 && (funct7 == 0x09 || funct7 == 0x0b || funct7 == 0x0c);
}

bool instructions_system(void) {
    uint64_t tried = 0;
    while (tried < 2000) {
        uint32_t word = (uint32_t)random_number();
        /* funct3 0 and 4: everything of the opcode but the CSR instructions. */
        word = (word & ~0x707fU) | 0x73 | (word & 0x4000);
        if (is_for_supervisors(word)) continue;
        struct outcome outcome = run_instruction(word, random_number(), random_number());
        if (!outcome.trapped) return escaped("the word %x was done and gave %x", (uint64_t)word, outcome.value);
        tried++;
    }
    return held("%u words ended in traps", tried);
}

bool instructions_cache(void) {
    static const struct encoding list[] = {
        {"cbo.inval", 0x0005200f}, {"cbo.clean", 0x0015200f}, {"cbo.flush", 0x0025200f}, {"cbo.zero", 0x0045200f},
    };
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < sizeof list / sizeof *list; j++) {
            struct outcome outcome = run_instruction(list[j].word, addresses[i], 0);
            if (!outcome.trapped) return escaped("%s at %x was done", list[j].name, addresses[i]);
        }
    }
    return held("%u operations ended in traps", (uint64_t)count * 4);
}

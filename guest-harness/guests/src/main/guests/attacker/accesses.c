#include "attack.h"

#define ACCESS(name, instruction) \
    static uint64_t name(uint64_t address, uint64_t value) { \
        uint64_t result = value; \
        __asm__ volatile(instruction : "+r"(result) : "r"(address), "r"(value) : "memory", "ft0"); \
        return result; \
    }

ACCESS(lbu, "lbu %0, (%1)")
ACCESS(lhu, "lhu %0, (%1)")
ACCESS(lwu, "lwu %0, (%1)")
ACCESS(ld, "ld %0, (%1)")
ACCESS(sb, "sb %2, (%1)")
ACCESS(sh, "sh %2, (%1)")
ACCESS(sw, "sw %2, (%1)")
ACCESS(sd, "sd %2, (%1)")
ACCESS(lr, "lr.d %0, (%1)")
ACCESS(sc, "sc.d %0, %2, (%1)")
ACCESS(amo, "amoadd.d %0, %2, (%1)")
ACCESS(fld, "fld ft0, (%1)\n fmv.x.d %0, ft0")
ACCESS(fsd, "fmv.d.x ft0, %2\n fsd ft0, (%1)")

static uint64_t jump(uint64_t address, uint64_t unused) {
    (void)unused;
    ((void (*)(void))address)();
    return 0;
}

struct outcome load(uint64_t address, unsigned size) {
    return guarded(size == 1 ? lbu : size == 2 ? lhu : size == 4 ? lwu : ld, address, 0);
}

struct outcome store(uint64_t address, unsigned size, uint64_t value) {
    return guarded(size == 1 ? sb : size == 2 ? sh : size == 4 ? sw : sd, address, value);
}

struct outcome execute(uint64_t address) {
    return guarded(jump, address, 0);
}

struct outcome load_reserved(uint64_t address) {
    return guarded(lr, address, 0);
}

struct outcome store_conditional(uint64_t address, uint64_t value) {
    return guarded(sc, address, value);
}

struct outcome atomic_add(uint64_t address, uint64_t value) {
    return guarded(amo, address, value);
}

struct outcome load_float(uint64_t address) {
    return guarded(fld, address, 0);
}

struct outcome store_float(uint64_t address, uint64_t value) {
    return guarded(fsd, address, value);
}

struct outcome run_instruction(uint32_t instruction, uint64_t first, uint64_t second) {
    static uint32_t code[2] __attribute__((aligned(16)));
    code[0] = instruction;
    code[1] = 0x00008067; /* ret */
    __asm__ volatile("fence.i" : : : "memory");
    return guarded((action)(uintptr_t)code, first, second);
}

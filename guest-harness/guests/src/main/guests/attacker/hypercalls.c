/* The core's own calls, with numbers that mean nothing. */
#include "conspire.h"

bool hypercalls_unknown(void) {
    uint64_t tried = 0;
    for (unsigned bit = 0; bit < 64; bit++) {
        for (uint64_t below = 0; below < HYPERCALL_COUNT; below++) {
            uint64_t function = 1UL << bit | below;
            if (function < HYPERCALL_COUNT) continue;
            struct sbi_result result = sbi_call(HYPERCALLS, function, below, ram_base(), 1, 1, 0);
            if (result.error >= 0) return escaped("function %x answered %x", function, (uint64_t)result.value);
            tried++;
        }
    }
    return held("%u functions do not exist", tried);
}

static uint64_t ask_identity(uint64_t first, uint64_t second) {
    return (uint64_t)sbi_call(HYPERCALLS, 0, first, second, first, second, first).value;
}

bool hypercalls_identity(void) {
    WITH_CORE;
    uint64_t self = own_number(), other = 0;
    for (uint64_t lie = 0; lie < 64; lie++) {
        if (ask_identity(lie, -lie) != self) return escaped("we are %u when we say that we are %u", ask_identity(lie, -lie), lie);
    }
    if (self == accomplice() || self == victim()) return escaped("we have the number of another, %u", self);
    if (has_second() && (!second_run(ask_identity, 0, 0, &other) || other != self)) {
        return escaped("our second hart is partition %u, not %u", other, self);
    }
    return held("partition %u whatever we say", self);
}

bool hypercalls_preserves(void) {
    uint64_t in[32], out[32];
    for (uint64_t function = 0; function <= HYPERCALL_COUNT; function++) {
        for (unsigned r = 0; r < 32; r++) in[r] = MARK ^ (uint64_t)r << 8;
        in[16] = function;
        in[17] = HYPERCALLS;
        call_with_registers(in, out);
        for (unsigned r = 1; r < 32; r++) {
            if (r == 10 || r == 11 || in[r] == out[r]) continue;
            return escaped("function %u changed x%u from %x to %x", function, (uint64_t)r, in[r], out[r]);
        }
    }
    doorbell_listen(0);
    return held("29 registers kept over %u calls", (uint64_t)HYPERCALL_COUNT + 1);
}

bool hypercalls_random(void) {
    uint64_t refused = 0;
    for (unsigned i = 0; i < 2000; i++) {
        uint64_t arguments[5];
        for (unsigned j = 0; j < 5; j++) {
            arguments[j] = random_number() >> (random_number() & 63);
            if (random_number() % 4 == 0) arguments[j] = ram_base() + arguments[j] % (ram_end() - ram_base() + PAGE);
        }
        uint64_t function = random_number() % (HYPERCALL_COUNT + 2);
        /* What would give pages of ours away for good to one who may have them. */
        if (arguments[0] == accomplice()) arguments[0] = -1UL;
        struct sbi_result result =
                sbi_call(HYPERCALLS, function, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        refused += result.error < 0;
        if (result.error > 0) return escaped("function %u answered %d", function, (int64_t)result.error);
    }
    doorbell_listen(0);
    return held("2000 calls came back, %u refused", refused);
}

static uint64_t answered;

static uint64_t all_calls(uint64_t rounds, uint64_t unused) {
    (void)unused;
    uint64_t count = 0;
    for (uint64_t i = 0; i < rounds; i++) {
        for (uint64_t function = 0; function <= HYPERCALL_COUNT; function++) {
            count += sbi_call(HYPERCALLS, function, 0, 0, 0, 0, 0).error <= 0;
        }
    }
    return count;
}

bool storms_hypercalls(void) {
    const uint64_t rounds = 300;
    uint64_t expected = rounds * (HYPERCALL_COUNT + 1), other = expected;
    bool second = has_second() && second_start(all_calls, rounds, 0);
    answered = all_calls(rounds, 0);
    if (second && !second_join(&other)) return escaped("the second hart did not come back");
    if (answered != expected || other != expected) return escaped("%u and %u of %u answers", answered, other, expected);
    return held("%u answers on each of %u harts", expected, second ? 2UL : 1UL);
}

/* Bare addresses: what lies outside of the memory that the device tree gives us. */
#include "attack.h"

bool memory_below(void) {
    uint64_t addresses[64];
    size_t count = 0;
    for (uint64_t distance = 8; distance <= ram_base() && count < 64; distance *= 2) {
        if (!is_mine(ram_base() - distance, 8)) addresses[count++] = ram_base() - distance;
    }
    return loads_must_trap(addresses, count);
}

bool memory_above(void) {
    uint64_t addresses[64];
    size_t count = 0;
    addresses[count++] = ram_end();
    for (uint64_t distance = 8; distance < 1UL << 41; distance *= 2) {
        if (!is_mine(ram_end() + distance, 8)) addresses[count++] = ram_end() + distance;
    }
    return loads_must_trap(addresses, count);
}

bool memory_stores(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        for (unsigned size = 1; size <= 8; size *= 2) {
            struct outcome outcome = store(addresses[i], size, MARK);
            if (!outcome.trapped) return escaped("a store of %u bytes at %x was done", (uint64_t)size, addresses[i]);
        }
    }
    return held("%u stores ended in faults", (uint64_t)count * 4);
}

bool memory_machine(void) {
    uint64_t tried = 0;
    for (uint64_t address = 0x80000000; address < 0x80000000 + 8 * GIBI; address += 2 * MEBI) {
        if (is_mine(address, 8)) continue;
        struct outcome outcome = load(address, 8);
        if (!outcome.trapped) return escaped("load at %x gave %x", address, outcome.value);
        tried++;
    }
    return held("%u loads ended in faults", tried);
}

bool memory_aliases(void) {
    uint64_t addresses[64];
    size_t count = 0;
    uint64_t here = (uint64_t)addresses & ~7UL;
    for (unsigned bit = 41; bit < 64; bit++) addresses[count++] = here ^ 1UL << bit;
    for (unsigned bit = 41; bit < 64; bit++) addresses[count++] = here | ~0UL << bit;
    return loads_must_trap(addresses, count);
}

bool memory_huge(void) {
    static const uint64_t addresses[] = {
        -8UL, -4096UL, -(2 * MEBI), -GIBI, 1UL << 63, (1UL << 63) - 8, 1UL << 56, (1UL << 56) - 8, (1UL << 41) - 8,
    };
    return loads_must_trap(addresses, sizeof addresses / sizeof *addresses);
}

bool memory_straddle(void) {
    uint64_t tried = 0;
    for (uint64_t before = 1; before < 8; before++) {
        uint64_t address = ram_end() - before;
        if (!load(address, 8).trapped) return escaped("8 bytes were loaded at %x, over the end", address);
        if (!store(address, 8, MARK).trapped) return escaped("8 bytes were stored at %x, over the end", address);
        tried += 2;
    }
    if (!is_mine(ram_base() - 8, 8)) {
        for (uint64_t before = 1; before < 8; before++) {
            uint64_t address = ram_base() - before;
            if (!load(address, 8).trapped) return escaped("8 bytes were loaded at %x, over the start", address);
            tried++;
        }
    }
    return held("%u accesses over an edge ended in faults", tried);
}

bool memory_atomics(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        uint64_t address = addresses[i] & ~7UL;
        struct outcome outcome = load_reserved(address);
        if (!outcome.trapped) return escaped("LR at %x gave %x", address, outcome.value);
        outcome = store_conditional(address, MARK);
        if (!outcome.trapped && outcome.value == 0) return escaped("SC at %x was done", address);
        outcome = atomic_add(address, 1);
        if (!outcome.trapped) return escaped("AMO at %x gave %x", address, outcome.value);
    }
    return held("%u atomics were refused", (uint64_t)count * 3);
}

bool memory_floats(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = load_float(addresses[i]);
        if (!outcome.trapped) return escaped("FLD at %x gave %x", addresses[i], outcome.value);
        if (!store_float(addresses[i], MARK).trapped) return escaped("FSD at %x was done", addresses[i]);
    }
    return held("%u accesses ended in faults", (uint64_t)count * 2);
}

bool memory_execute(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome = execute(addresses[i]);
        if (!outcome.trapped) return escaped("code at %x ran and came back", addresses[i]);
        /* Anything but a fault of the fetch means that an instruction was fetched. */
        if (outcome.cause != 1 && outcome.cause != 12) {
            return escaped("code at %x ran into %s at %x", addresses[i], cause_name(outcome.cause), outcome.epc);
        }
    }
    return held("%u jumps ended in faults of the fetch", (uint64_t)count);
}

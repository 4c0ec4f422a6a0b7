/* What the device tree says this guest may use. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#define MOST_RANGES 48

struct range {
    uint64_t base;
    uint64_t size;
    /* Name of the node and first string of `compatible`, both inside the device tree. */
    const char *name;
    const char *compatible;
};

struct machine {
    struct range memory[MOST_RANGES];
    unsigned memories;
    struct range devices[MOST_RANGES];
    unsigned device_count;
    unsigned harts;
    uint64_t timebase;
    const char *isa;
    const char *arguments;
    uint64_t tree;
    uint64_t tree_size;
    uint64_t initrd;
    uint64_t initrd_end;
};

extern struct machine machine;

/* Reads the flattened device tree at `tree` into `machine`; false if there is none. */
bool read_machine(uint64_t tree);

/* Whether all of [address, address + size) is one memory or one device of this guest. */
bool is_mine(uint64_t address, uint64_t size);

/* The device whose `compatible` starts with `prefix`, counted from 0; null if there are fewer. */
const struct range *find_device(const char *prefix, unsigned index);

/* The number that the boot arguments give as NAME=123, or `otherwise`. */
uint64_t argument(const char *name, uint64_t otherwise);

#endif

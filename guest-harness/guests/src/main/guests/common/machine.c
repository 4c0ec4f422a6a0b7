#include "machine.h"

#include <stddef.h>

/* Devicetree specification 0.4, chapter 5. */
#define MAGIC 0xd00dfeed
#define BEGIN_NODE 1
#define END_NODE 2
#define PROPERTY 3
#define NOP 4
#define MOST_DEPTH 16

struct machine machine;

struct node {
    const char *name;
    const char *compatible;
    const uint8_t *reg;
    uint32_t reg_size;
    unsigned address_cells;
    unsigned size_cells;
    bool is_memory;
    bool is_hart;
};

static uint32_t word(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint64_t cells(const uint8_t *bytes, unsigned count) {
    uint64_t number = 0;
    for (unsigned i = 0; i < count; i++) number = number << 32 | word(bytes + 4 * i);
    return number;
}

static bool same(const char *one, const char *other) {
    while (*one && *one == *other) one++, other++;
    return *one == *other;
}

static bool starts(const char *text, const char *prefix) {
    while (*prefix && *text == *prefix) text++, prefix++;
    return !*prefix;
}

static void property(struct node *node, const char *name, const uint8_t *value, uint32_t size) {
    const char *text = (const char *)value;
    if (same(name, "reg")) {
        node->reg = value;
        node->reg_size = size;
    } else if (same(name, "#address-cells")) {
        node->address_cells = word(value);
    } else if (same(name, "#size-cells")) {
        node->size_cells = word(value);
    } else if (same(name, "compatible")) {
        node->compatible = text;
    } else if (same(name, "device_type")) {
        node->is_memory = same(text, "memory");
        node->is_hart = same(text, "cpu");
    } else if (same(name, "timebase-frequency")) {
        machine.timebase = cells(value, size / 4);
    } else if (same(name, "riscv,isa")) {
        machine.isa = text;
    } else if (same(name, "bootargs")) {
        machine.arguments = text;
    } else if (same(name, "linux,initrd-start")) {
        machine.initrd = cells(value, size / 4);
    } else if (same(name, "linux,initrd-end")) {
        machine.initrd_end = cells(value, size / 4);
    }
}

static void node_ends(const struct node *node, const struct node *parent) {
    if (node->is_hart) machine.harts++;
    unsigned entry = parent->address_cells + parent->size_cells;
    if (!node->reg || node->is_hart || !entry || !parent->size_cells) return;
    /* A part of the memory that is not for us is no device either. */
    if (parent->name && same(parent->name, "reserved-memory")) return;
    for (uint32_t at = 0; at + 4 * entry <= node->reg_size; at += 4 * entry) {
        struct range range = {
            cells(node->reg + at, parent->address_cells),
            cells(node->reg + at + 4 * parent->address_cells, parent->size_cells),
            node->name,
            node->compatible ? node->compatible : "",
        };
        if (node->is_memory && machine.memories < MOST_RANGES) {
            machine.memory[machine.memories++] = range;
        } else if (!node->is_memory && machine.device_count < MOST_RANGES) {
            machine.devices[machine.device_count++] = range;
        }
    }
}

bool read_machine(uint64_t tree) {
    const uint8_t *header = (const uint8_t *)tree;
    machine.isa = machine.arguments = "";
    if (!tree || (tree & 3) || word(header) != MAGIC) return false;
    machine.tree = tree;
    machine.tree_size = word(header + 4);
    const uint8_t *at = header + word(header + 8);
    const char *strings = (const char *)header + word(header + 12);
    static struct node nodes[MOST_DEPTH + 1];
    unsigned depth = 0;
    nodes[0] = (struct node){.address_cells = 2, .size_cells = 1};
    for (;;) {
        uint32_t token = word(at);
        at += 4;
        if (token == BEGIN_NODE) {
            if (depth == MOST_DEPTH) return false;
            const char *name = (const char *)at;
            size_t length = 0;
            while (name[length]) length++;
            at += (length + 4) & ~(size_t)3;
            nodes[++depth] = (struct node){.name = name, .address_cells = 2, .size_cells = 1};
        } else if (token == END_NODE) {
            if (depth == 0) return false;
            node_ends(&nodes[depth], &nodes[depth - 1]);
            depth--;
        } else if (token == PROPERTY) {
            uint32_t size = word(at);
            property(&nodes[depth], strings + word(at + 4), at + 8, size);
            at += 8 + ((size + 3) & ~3U);
        } else if (token != NOP) {
            return depth == 0;
        }
    }
}

static bool within(const struct range *ranges, unsigned count, uint64_t address, uint64_t size) {
    for (unsigned i = 0; i < count; i++) {
        uint64_t offset = address - ranges[i].base;
        if (offset < ranges[i].size && size <= ranges[i].size - offset) return true;
    }
    return false;
}

bool is_mine(uint64_t address, uint64_t size) {
    return within(machine.memory, machine.memories, address, size)
            || within(machine.devices, machine.device_count, address, size);
}

const struct range *find_device(const char *prefix, unsigned index) {
    for (unsigned i = 0; i < machine.device_count; i++) {
        if (starts(machine.devices[i].compatible, prefix) && index-- == 0) return &machine.devices[i];
    }
    return 0;
}

uint64_t argument(const char *name, uint64_t otherwise) {
    for (const char *at = machine.arguments; *at; at++) {
        if (at != machine.arguments && at[-1] != ' ') continue;
        const char *value = at;
        const char *expected = name;
        while (*expected && *value == *expected) value++, expected++;
        if (*expected || *value != '=') continue;
        uint64_t number = 0;
        for (value++; *value >= '0' && *value <= '9'; value++) number = number * 10 + (uint64_t)(*value - '0');
        return number;
    }
    return otherwise;
}

/* Devices: those that are not ours, and those that are, used as nobody should. */
#include "attack.h"


bool devices_machine(void) {
    static const struct {
        const char *name;
        uint64_t base, size;
    } board[] = {
        {"the test finisher", 0x100000, 0x1000},  {"the clock", 0x101000, 0x1000},
        {"the CLINT", 0x2000000, 0x10000},        {"the IOMMU", 0x3010000, 0x1000},
        {"PCI", 0x3000000, 0x10000},              {"the PLIC", 0xc000000, 0x600000},
        {"the UART", 0x10000000, 0x100},          {"the virtio devices", 0x10001000, 0x8000},
        {"fw-cfg", 0x10100000, 0x18},             {"flash", 0x20000000, 0x4000000},
        {"the APLIC", 0xd000000, 0x8000},         {"the IMSIC", 0x28000000, 0x1000},
        {"PCI configuration", 0x30000000, 0x100000}, {"PCI memory", 0x40000000, 0x100000},
    };
    uint64_t tried = 0;
    for (size_t i = 0; i < sizeof board / sizeof *board; i++) {
        for (uint64_t offset = 0; offset < board[i].size; offset += board[i].size / 16 & ~7UL) {
            uint64_t address = board[i].base + offset;
            if (is_mine(address, 8)) continue;
            struct outcome outcome = load(address, 4);
            if (!outcome.trapped) return escaped("%s at %x read %x", board[i].name, address, outcome.value);
            if (!store(address, 4, 0).trapped) return escaped("%s at %x was written", board[i].name, address);
            tried += 2;
            if (board[i].size < 128) break;
        }
    }
    return held("%u accesses ended in faults", tried);
}

bool devices_edges(void) {
    uint64_t tried = 0;
    for (unsigned i = 0; i < machine.device_count; i++) {
        const struct range *device = &machine.devices[i];
        const uint64_t edges[] = {device->base - 8, device->base - 1, device->base + device->size};
        for (size_t j = 0; j < sizeof edges / sizeof *edges; j++) {
            if (is_mine(edges[j], 1)) continue;
            struct outcome outcome = load(edges[j], 1);
            if (!outcome.trapped) return escaped("%x, beside %s, read %x", edges[j], device->name, outcome.value);
            if (!store(edges[j], 1, 0).trapped) return escaped("%x, beside %s, was written", edges[j], device->name);
            tried += 2;
        }
    }
    return held("%u accesses ended in faults", tried);
}

bool devices_sizes(void) {
    uint64_t tried = 0, refused = 0;
    for (unsigned i = 0; i < machine.device_count; i++) {
        const struct range *device = &machine.devices[i];
        for (unsigned size = 1; size <= 8; size *= 2) {
            for (uint64_t offset = 0; offset < 16; offset++) {
                refused += load(device->base + offset, size).trapped;
                tried++;
            }
            for (uint64_t before = 1; before < size; before++) {
                uint64_t address = device->base + device->size - before;
                if (is_mine(address + before, 1)) continue;
                struct outcome outcome = load(address, size);
                if (!outcome.trapped) return escaped("%u bytes at %x, over the end of %s, read %x", (uint64_t)size, address, device->name, outcome.value);
                tried++;
            }
        }
    }
    return held("%u accesses came back, %u refused", tried, refused);
}

bool devices_atomics(void) {
    uint64_t tried = 0;
    for (unsigned i = 0; i < machine.device_count; i++) {
        uint64_t address = machine.devices[i].base;
        struct outcome outcome = load_reserved(address);
        if (!outcome.trapped) return escaped("LR on %s gave %x", machine.devices[i].name, outcome.value);
        outcome = atomic_add(address, 0);
        if (!outcome.trapped) return escaped("AMO on %s gave %x", machine.devices[i].name, outcome.value);
        outcome = store_conditional(address, 0);
        if (!outcome.trapped && outcome.value == 0) return escaped("SC on %s was done", machine.devices[i].name);
        tried += 3;
    }
    return held("%u atomics were refused", tried);
}

bool devices_floats(void) {
    uint64_t refused = 0, agreed = 0;
    for (unsigned i = 0; i < machine.device_count; i++) {
        uint64_t address = machine.devices[i].base;
        struct outcome integer = load(address, 8);
        struct outcome number = load_float(address);
        if (number.trapped != integer.trapped) {
            refused++;
        } else if (!number.trapped && number.value != integer.value) {
            return escaped("FLD on %s gave %x, LD %x", machine.devices[i].name, number.value, integer.value);
        } else {
            agreed++;
        }
    }
    return held("%u devices gave what they give integers, %u nothing", agreed, refused);
}

bool devices_execute(void) {
    for (unsigned i = 0; i < machine.device_count; i++) {
        struct outcome outcome = execute(machine.devices[i].base);
        if (outcome.trapped && outcome.cause == 1) continue;
        return escaped("%s was executed: %s", machine.devices[i].name,
                       outcome.trapped ? cause_name(outcome.cause) : "came back");
    }
    return held("%u devices, fetches refused", (uint64_t)machine.device_count);
}

bool devices_tables(void) {
    if (!translation_on(SATP_SV39)) return held("the hart has no Sv39");
    for (unsigned i = 0; i < machine.device_count; i++) {
        map_window(1, PTE_OF(machine.devices[i].base, PTE_V));
        struct outcome outcome = load(WINDOW, 8);
        if (outcome.trapped && outcome.cause == 5) continue;
        translation_off();
        return escaped("the walker read an entry from %s", machine.devices[i].name);
    }
    translation_off();
    return held("%u devices, walks refused", (uint64_t)machine.device_count);
}

#define PLIC_PENDING 0x1000
#define PLIC_ENABLE 0x2000
#define PLIC_THRESHOLD 0x200000
#define PLIC_CLAIM 0x200004

bool devices_plic(void) {
    const struct range *plic = find_device("sifive,plic", 0);
    if (!plic) return held("there is none");
    uint64_t through = 0, tried = 0;
    for (uint64_t offset = 0; offset < plic->size; offset += offset < 0x4000 ? 4 : 0x1000) {
        through += !store(plic->base + offset, 4, -1UL).trapped;
        tried++;
    }
    uint64_t pending = 0;
    for (uint64_t offset = 0; offset < 0x80; offset += 4) {
        store(plic->base + PLIC_PENDING + offset, 4, -1UL);
        struct outcome outcome = load(plic->base + PLIC_PENDING + offset, 4);
        if (!outcome.trapped) pending |= outcome.value;
    }
    uint64_t claimed = 0;
    for (uint64_t context = 0; context < 64; context++) {
        struct outcome outcome = load(plic->base + PLIC_CLAIM + context * 0x1000, 4);
        if (!outcome.trapped && outcome.value) claimed = outcome.value;
    }
    for (uint64_t offset = 0; offset < plic->size; offset += offset < 0x4000 ? 4 : 0x1000) {
        store(plic->base + offset, 4, 0);
    }
    if (pending) return escaped("writing the pending bits raised %x", pending);
    if (claimed) return escaped("interrupt %u was there to claim, which no device of ours has", claimed);
    return held("%u of %u writes were taken, no interrupt came of it", through, tried);
}

bool devices_messages(void) {
    uint64_t before = csr_read(sip), tried = 0;
    for (size_t i = 0; i < message_address_count; i++) {
        uint64_t address = message_addresses[i];
        if (is_mine(address, 4)) continue;
        for (uint64_t message = 0; message < 4; message++, tried++) {
            if (!store(address, 4, message).trapped) return escaped("%x was written to %x", message, address);
        }
    }
    uint64_t raised = csr_read(sip) & ~before;
    return raised ? escaped("interrupts %x are pending", raised) : held("%u writes ended in faults, no interrupt came", tried);
}

bool devices_console(void) {
    for (unsigned i = 0; i < machine.device_count; i++) {
        for (uint64_t function = 0; function < 2; function++) {
            struct sbi_result result = sbi_call3(SBI_DBCN, function, 4, machine.devices[i].base, 0);
            if (result.error < 0 || result.value == 0) continue;
            return escaped("the core used the registers of %s as memory", machine.devices[i].name);
        }
    }
    return held("%u devices were refused as memory", (uint64_t)machine.device_count);
}

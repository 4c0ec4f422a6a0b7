/* Ports and doorbells. */
#include "conspire.h"

static uint64_t buffer[PAGE / 8] __attribute__((aligned(4096)));

static bool sends(uint64_t port, uint64_t address, uint64_t length) {
    struct sbi_result result = port_send(port, address, length);
    if (result.error < 0) return false;
    escaped("%u bytes at %x were sent through port %x", length, address, port);
    return true;
}

static bool receives(uint64_t port, uint64_t address, uint64_t room) {
    struct sbi_result result = port_receive(port, address, room);
    if (result.error < 0) return false;
    escaped("%u bytes were received at %x through port %x", (uint64_t)result.value, address, port);
    return true;
}

bool ports_numbers(void) {
    uint64_t tried = 0;
    for (uint64_t port = ATTACKER_PORTS; port < 512; port++, tried++) {
        if (sends(port, (uint64_t)buffer, 8) || receives(port, (uint64_t)buffer, PAGE)) return false;
        if (port_status(port).error >= 0) return escaped("port %u told its status", port);
    }
    for (unsigned bit = 8; bit < 64; bit++, tried++) {
        if (sends(1UL << bit | ATTACKER_ASKS, (uint64_t)buffer, 8) || receives(-1UL << bit, (uint64_t)buffer, PAGE)) return false;
        if (port_status(1UL << bit).error >= 0) return escaped("port %x told its status", 1UL << bit);
    }
    return held("%u ports that we are no end of", tried);
}

bool ports_direction(void) {
    static const uint64_t incoming[] = {ATTACKER_FROM_VICTIM, ATTACKER_HEARS, ATTACKER_SAMPLES};
    static const uint64_t outgoing[] = {ATTACKER_ASKS, ATTACKER_RACES};
    for (size_t i = 0; i < 3; i++) {
        if (sends(incoming[i], (uint64_t)buffer, 8)) return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (receives(outgoing[i], (uint64_t)buffer, PAGE)) return false;
        if (port_status(outgoing[i]).error >= 0) return escaped("a port that we send through told what waits in it");
    }
    return held("3 sends and 4 looks against the direction");
}

bool ports_lengths(void) {
    static const uint64_t lengths[] = {65, 128, 4096, 4097, 1UL << 31, 1UL << 32 | 8, 1UL << 63, -1UL, -8UL};
    static const uint64_t rooms[] = {0, 1, 63, -1UL, -64UL, 1UL << 63};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        if (sends(ATTACKER_RACES, (uint64_t)buffer, lengths[i])) return false;
    }
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        if (receives(ATTACKER_FROM_VICTIM, (uint64_t)buffer, rooms[i])) return false;
    }
    return held("9 lengths and 6 rooms");
}

bool ports_buffers_from(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    for (size_t i = 0; i < count; i++) {
        if (sends(ATTACKER_RACES, addresses[i], 8)) return false;
        if (sends(ATTACKER_RACES, addresses[i], 0)) return false;
    }
    for (uint64_t before = 1; before < 64; before++, count++) {
        if (sends(ATTACKER_RACES, ram_end() - before, 64) || sends(ATTACKER_RACES, ram_base() - before, 64)) return false;
    }
    for (unsigned i = 0; i < machine.device_count; i++, count++) {
        if (sends(ATTACKER_RACES, machine.devices[i].base, 8)) return false;
    }
    if (accomplice() != -1UL) {
        struct sbi_result lent = grant_lend(accomplice(), spare_page(13), 1, RIGHTS_READ);
        bool sent = sends(ATTACKER_RACES, spare_page(13), 8) || sends(ATTACKER_RACES, spare_page(13) - 8, 16)
                || sends(ATTACKER_RACES, spare_page(14) - 8, 16);
        grant_reclaim((uint64_t)lent.value);
        if (sent) return false;
    }
    return held("%u addresses outside, across an edge, of devices, lent", (uint64_t)count);
}

bool ports_buffers_into(void) {
    static uint64_t addresses[MOST_FOREIGN];
    size_t count = foreign_addresses(addresses, MOST_FOREIGN);
    uint64_t waiting = (uint64_t)port_status(ATTACKER_FROM_VICTIM).value & 0xffff;
    for (size_t i = 0; i < count; i++) {
        if (receives(ATTACKER_FROM_VICTIM, addresses[i], 64)) return false;
    }
    for (uint64_t before = 1; before < 64; before++, count++) {
        if (receives(ATTACKER_FROM_VICTIM, ram_end() - before, 64)) return false;
    }
    for (unsigned i = 0; i < machine.device_count; i++, count++) {
        if (receives(ATTACKER_FROM_VICTIM, machine.devices[i].base, 64)) return false;
    }
    if (receives(ATTACKER_FROM_VICTIM, VICTIM_REGION, 64)) return false;
    uint64_t left = (uint64_t)port_status(ATTACKER_FROM_VICTIM).value & 0xffff;
    if (left < waiting) return escaped("%u of %u messages were lost on the way to nowhere", waiting - left, waiting);
    return held("%u addresses outside, across an edge, read-only; %u messages waited", (uint64_t)count + 1, waiting);
}

bool ports_flood(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    PLOT(answer, PLOT_RACES, 0, 0, 0);
    uint64_t taken = 0, refused = 0;
    for (unsigned i = 0; i < 1000; i++) {
        long error = port_send(ATTACKER_RACES, (uint64_t)buffer, 64).error;
        taken += error == 0;
        refused += error == SBI_INVALID_STATE;
    }
    PLOT(answer, PLOT_RACES, 0, 0, 0);
    if (taken + refused != 1000) return escaped("%u of 1000 messages ended in something else", 1000 - taken - refused);
    if (!refused) return escaped("1000 messages found room");
    if (answer.words[1] != taken) return escaped("%u messages were taken, %u came", taken, answer.words[1]);
    return held("%u of 1000 messages found room, and came", taken);
}

bool doorbells_numbers(void) {
    uint64_t tried = 0;
    for (uint64_t bell = 1; bell < 512; bell++, tried++) {
        if (doorbell_ring(bell).error >= 0) return escaped("doorbell %u was rung", bell);
    }
    for (unsigned bit = 8; bit < 64; bit++, tried += 2) {
        if (doorbell_ring(1UL << bit).error >= 0) return escaped("doorbell %x was rung", 1UL << bit);
        if (doorbell_ring(-1UL << bit).error >= 0) return escaped("doorbell %x was rung", -1UL << bit);
    }
    return held("%u doorbells that we do not have", tried);
}

bool doorbells_none(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    PLOT(answer, PLOT_RING, 0, 0, 0);
    uint64_t rung = answer.words[1], tried = answer.words[2];
    return rung ? escaped("%u of %u doorbells were rung by one who has none", rung, tried) : held("%u doorbells refused", tried);
}

bool doorbells_others(void) {
    WITH_CORE;
    doorbell_listen(-1UL);
    wait_until(csr_read(time) + 100000);
    uint64_t bits = (uint64_t)doorbell_take(-1UL).value;
    uint64_t again = (uint64_t)doorbell_take(-1UL).value;
    doorbell_listen(0);
    if (bits & ~BIT_VICTIM) return escaped("bits %x were set, which nobody may set for us", bits);
    if (again & ~BIT_VICTIM) return escaped("bits %x were left", again);
    return held("only those who may have rung: %x", bits);
}

bool doorbells_line(void) {
    WITH_CORE;
    doorbell_listen(-1UL);
    doorbell_take(-1UL);
    doorbell_listen(0);
    uint64_t pending = csr_read(sip) >> INTERRUPT_EXTERNAL & 1;
    return pending ? escaped("an external interrupt is pending that we do not listen for") : held("no interrupt without a listener");
}

bool doorbells_storm(void) {
    WITH_ACCOMPLICE;
    struct message answer;
    PLOT(answer, PLOT_RINGS, 0, 0, 0);
    uint64_t rung = 0;
    for (unsigned i = 0; i < 5000; i++) rung += doorbell_ring(RING).error == 0;
    PLOT(answer, PLOT_RINGS, 0, 0, 0);
    if (rung != 5000) return escaped("%u of 5000 rings were refused", 5000 - rung);
    if (answer.words[1] > rung) return escaped("%u rings were heard of %u", answer.words[1], rung);
    return held("5000 rings, %u heard, and the other still answers", answer.words[1]);
}

bool regions_write(void) {
    WITH_ACCOMPLICE;
    uint64_t before = 0, cause = 0;
    struct outcome outcome = load(VICTIM_REGION, 8);
    if (outcome.trapped) return escaped("the region that we may read cannot be read");
    before = outcome.value;
    uint64_t done = 0;
    for (unsigned size = 1; size <= 8; size *= 2) done += !store(VICTIM_REGION + 8, size, MARK).trapped;
    done += !atomic_add(VICTIM_REGION + 8, 1).trapped;
    done += port_receive(ATTACKER_FROM_VICTIM, VICTIM_REGION, 64).error == 0;
    done += sbi_call3(SBI_DBCN, 1, 8, VICTIM_REGION, 0).error == 0;
    if (done) return escaped("%u writes to a region that we may only read were done", done);
    outcome = execute(VICTIM_REGION);
    cause = outcome.cause;
    if (!outcome.trapped || cause != 1) return escaped("a region that we may only read was executed");
    outcome = load(VICTIM_REGION + VICTIM_REGION_SIZE, 8);
    if (!outcome.trapped) return escaped("what lies behind the region reads %x", outcome.value);
    return held("8 accesses refused, it holds %x", before);
}

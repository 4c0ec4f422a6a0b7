/* Ports, the shared region and doorbells. */
#include "ping.h"

#define ROUNDS 32
#define CALLS 64
/* More than any queue takes. */
#define FLOOD 80

void check_queue(void) {
    struct latency calls = {0}, rounds = {0};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct message message = {{ASK_ECHO}};
        for (unsigned i = 1; i < WORDS; i++) message.words[i] = round << 32 | i;
        uint64_t start = csr_read(time);
        ask(&message);
        measure(&rounds, csr_read(time) - start);
        for (unsigned i = 1; i < WORDS; i++) {
            if (message.words[i] != ~(round << 32 | i)) complain("an echo has other words");
        }
    }
    /* Without a doorbell, so that pong sleeps until the queue is full. */
    uint64_t sent = 0;
    bool full = false;
    while (sent < FLOOD && !full) {
        struct message message = {{ASK_ECHO, sent}};
        uint64_t start = csr_read(time);
        long error = port_send(PORT_THERE, (uint64_t)&message, sizeof message).error;
        measure(&calls, csr_read(time) - start);
        full = error == SBI_INVALID_STATE;
        if (error && !full) complain("a message was refused though the queue is not full");
        sent += !error;
    }
    if (!full) complain("the queue never was full");
    doorbell_ring(RING_THERE);
    for (uint64_t i = 0; i < sent;) {
        struct message message;
        doorbell_take(BIT_BACK);
        if (port_receive(PORT_BACK, (uint64_t)&message, sizeof message).error) {
            wait_for_doorbell(csr_read(time) + 1000000);
            continue;
        }
        if (message.words[1] != ~i) complain("echoes came out of order");
        i++;
    }
    print_latency("port_send, the call", &calls);
    print_latency("queuing ports, there and back", &rounds);
    verdict("queuing ports: %u round trips, full after %u messages, all in order", ROUNDS, sent);
}

void check_sampling(void) {
    struct latency rounds = {0};
    for (uint64_t round = 0; round < ROUNDS / 4; round++) {
        struct message sample;
        /* Only the last one counts. */
        for (uint64_t version = 0; version < 3; version++) {
            for (unsigned i = 0; i < WORDS; i++) sample.words[i] = round << 16 | version << 8 | i;
            if (port_send(PORT_SAMPLE, (uint64_t)&sample, sizeof sample).error) complain("a sample was refused");
        }
        uint64_t start = csr_read(time);
        struct message answer = asked(ASK_SAMPLE, 0, 0);
        measure(&rounds, csr_read(time) - start);
        if (answer.words[1] != sizeof sample) complain("the sample has another length");
        for (unsigned i = 2; i < WORDS; i++) {
            if (answer.words[i] != sample.words[i]) complain("not the last sample was read");
        }
    }
    print_latency("sampling port, read and told", &rounds);
    verdict("sampling port: %u times the last of %u samples was read", ROUNDS / 4, 3);
}

void check_region(void) {
    struct latency rounds = {0};
    volatile uint64_t *region = (volatile uint64_t *)REGION;
    uint64_t refused = 0;
    for (uint64_t round = 1; round <= 4; round++) {
        uint64_t sum = 0;
        for (uint64_t i = 0; i < REGION_WORDS; i++) {
            region[i] = round * i;
            sum += round * i;
        }
        uint64_t start = csr_read(time);
        struct message answer = asked(ASK_REGION, 0, 0);
        measure(&rounds, csr_read(time) - start);
        if (answer.words[1] != sum) complain("pong sees other words in the region");
        refused += answer.words[2];
    }
    if (refused != 4) complain("pong could write what it may only read");
    print_latency("region of 64 KiB, summed there", &rounds);
    verdict("shared region: %u sums agree, %u stores of pong refused", 4, refused);
}

void check_doorbell(void) {
    struct latency calls = {0};
    uint64_t before = interrupts[INTERRUPT_EXTERNAL];
    for (unsigned i = 0; i < CALLS; i++) {
        uint64_t start = csr_read(time);
        doorbell_take(BIT_BACK);
        measure(&calls, csr_read(time) - start);
    }
    for (unsigned i = 0; i < ROUNDS; i++) asked(ASK_ECHO, 0, 0);
    uint64_t came = interrupts[INTERRUPT_EXTERNAL] - before;
    if (came != ROUNDS) complain("not one interrupt an answer");
    print_latency("doorbell_take, the call", &calls);
    verdict("doorbells: %u answers, %u interrupts", ROUNDS, came);
}

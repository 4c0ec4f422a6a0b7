#include "ping.h"

/* Ten seconds: pong's windows come every few milliseconds. */
#define PATIENCE 100000000UL

static void receive(struct message *message) {
    uint64_t until = csr_read(time) + PATIENCE;
    for (;;) {
        doorbell_take(BIT_BACK);
        if (port_receive(PORT_BACK, (uint64_t)message, sizeof *message).error == 0) return;
        wait_for_doorbell(until);
        if (csr_read(time) < until) continue;
        print("@self-check ping | no answer for %u ticks | failed\n", PATIENCE);
        power_off_after_failure();
    }
}

void ask(struct message *message) {
    uint64_t request = message->words[0];
    if (port_send(PORT_THERE, (uint64_t)message, sizeof *message).error) complain("a request was not taken");
    doorbell_ring(RING_THERE);
    receive(message);
    if (message->words[0] != request) complain("the answer is to another request");
}

struct message asked(enum request request, uint64_t first, uint64_t second) {
    struct message message = {{request, first, second}};
    ask(&message);
    return message;
}

/* Answers ping: one request a message, until it is told to end. The last line is for org.cofferdam.guests.bundled.SelfCheck. */
#include "console.h"
#include "csr.h"
#include "machine.h"
#include "pingpong.h"
#include "trap.h"
#include "wait.h"

/* Ping takes a pause of two seconds. */
#define PATIENCE 60000000UL

static uint64_t ping;
static uint64_t answered, refused, unexpected;

static uint64_t load_word(uint64_t address, uint64_t unused) {
    (void)unused;
    return *(volatile uint64_t *)address;
}

static uint64_t store_word(uint64_t address, uint64_t value) {
    *(volatile uint64_t *)address = value;
    return 0;
}

static uint64_t call_there(uint64_t address, uint64_t unused) {
    (void)unused;
    ((void (*)(void))address)();
    return 0;
}

static uint64_t sum(uint64_t address, uint64_t words) {
    uint64_t total = 0;
    for (uint64_t i = 0; i < words; i++) total += ((volatile uint64_t *)address)[i];
    return total;
}

static bool traps(action what, uint64_t address, uint64_t value) {
    bool trapped = guarded(what, address, value).trapped;
    refused += trapped;
    return trapped;
}

static void serve(struct message *message) {
    uint64_t *words = message->words;
    switch (words[0]) {
        case ASK_ECHO:
            for (unsigned i = 1; i < WORDS; i++) words[i] = ~words[i];
            break;
        case ASK_SAMPLE: {
            struct message sample = {{0}};
            words[1] = (uint64_t)port_receive(PORT_SAMPLE, (uint64_t)&sample, sizeof sample).value;
            for (unsigned i = 2; i < WORDS; i++) words[i] = sample.words[i];
            break;
        }
        case ASK_REGION:
            words[1] = sum(REGION, REGION_WORDS);
            words[2] = traps(store_word, REGION, 0);
            break;
        case ASK_ACCEPT: {
            struct sbi_result result = grant_accept(ping, words[1], BORROWED, words[2]);
            uint64_t pages = words[2];
            words[1] = (uint64_t)result.error;
            words[2] = result.error ? 0 : sum(BORROWED, pages * 512);
            break;
        }
        case ASK_LOOK: {
            struct outcome outcome = guarded(load_word, BORROWED, 0);
            words[1] = outcome.trapped;
            words[2] = outcome.value;
            break;
        }
        case ASK_STORE:
            words[1] = traps(store_word, BORROWED, words[1]);
            break;
        case ASK_EXECUTE:
            words[1] = traps(call_there, BORROWED, 0);
            break;
        case ASK_RETURN:
            words[1] = (uint64_t)grant_return(ping, words[1]).error;
            words[2] = traps(load_word, BORROWED, 0);
            break;
        case ASK_END:
            break;
        default:
            unexpected++;
    }
}

void guest_main(uint64_t hart, uint64_t tree) {
    if (!read_machine(tree)) {
        print("pong: no device tree at %x\n", tree);
        power_off_after_failure();
    }
    ping = argument("ping", 0);
    print("pong: hart %u, partition %u, answering partition %u\n", hart, (uint64_t)identity().value, ping);
    doorbell_listen(BIT_THERE);
    bool ended = false;
    while (!ended) {
        uint64_t before = interrupts[INTERRUPT_EXTERNAL];
        struct message message;
        /* The bit first: what rings from here on ends the wait below. */
        doorbell_take(BIT_THERE);
        while (port_receive(PORT_THERE, (uint64_t)&message, sizeof message).error == 0) {
            serve(&message);
            ended = message.words[0] == ASK_END;
            answered += port_send(PORT_BACK, (uint64_t)&message, sizeof message).error == 0;
            doorbell_ring(RING_BACK);
        }
        if (ended) break;
        wait_for_doorbell(csr_read(time) + PATIENCE);
        if (interrupts[INTERRUPT_EXTERNAL] == before) {
            print("@self-check pong | nobody has rung for %u ticks | failed\n", PATIENCE);
            power_off_after_failure();
        }
    }
    print("@self-check pong | %u requests answered, %u of them unknown, %u accesses refused, %u doorbells | %s\n", answered,
          unexpected, refused, interrupts[INTERRUPT_EXTERNAL], unexpected == 0 ? "ok" : "failed");
}

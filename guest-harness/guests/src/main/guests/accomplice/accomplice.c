/* The attacker's accomplice, in a partition of its own: gives and takes what it is told to, so that both ends of a grant or
   a port can be played false. Says nothing of its own; the attacker judges. */
#include "collusion.h"
#include "console.h"
#include "csr.h"
#include "machine.h"
#include "trap.h"
#include "wait.h"

#define PAGE_WORDS 512

static uint64_t gift[GIFT_PAGES * PAGE_WORDS] __attribute__((aligned(4096)));
/* What is donated is gone: a fresh page each time. */
static uint64_t donations[8 * PAGE_WORDS] __attribute__((aligned(4096)));
static uint64_t donated;
static uint64_t given_pages;

static uint64_t load_word(uint64_t address, uint64_t unused) {
    (void)unused;
    return *(volatile uint64_t *)address;
}

static uint64_t store_word(uint64_t address, uint64_t value) {
    *(volatile uint64_t *)address = value;
    return 0;
}

static uint64_t first_not_zero(const volatile uint64_t *words, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) {
        if (words[i]) return words[i];
    }
    return 0;
}

static void give(uint64_t attacker, uint64_t *words) {
    uint64_t *pages = gift + words[4] % GIFT_PAGES * PAGE_WORDS;
    if (words[0] == PLOT_DONATE) {
        pages = donations + donated++ % 8 * PAGE_WORDS;
        words[1] = 1;
    }
    given_pages = words[1] < GIFT_PAGES - words[4] % GIFT_PAGES ? words[1] : GIFT_PAGES - words[4] % GIFT_PAGES;
    for (uint64_t i = 0; i < given_pages * PAGE_WORDS; i++) pages[i] = words[3];
    uint64_t function = words[0] == PLOT_SHARE ? 1 : words[0] == PLOT_LEND ? 2 : 3;
    struct sbi_result result =
            sbi_call(HYPERCALLS, function, attacker, (uint64_t)pages, given_pages, words[2], 0);
    words[1] = (uint64_t)result.error;
    words[2] = (uint64_t)result.value;
}

/* A snapshot of words that are counted up one after the other: none is ahead of the one before it, or two behind. */
static bool is_snapshot(const struct message *message) {
    for (unsigned i = 1; i < WORDS; i++) {
        if (message->words[i] > message->words[i - 1] || message->words[0] - message->words[i] > 1) return false;
    }
    return true;
}

static uint64_t raced, torn, rings;

static void drain_races(void) {
    struct message message;
    while (port_receive(ACCOMPLICE_RACES, (uint64_t)&message, sizeof message).error == 0) {
        raced++;
        torn += !is_snapshot(&message);
    }
}

static uint64_t ring_any(uint64_t *tried) {
    uint64_t rung = 0, count = 0;
    for (uint64_t bell = 0; bell < 64; bell++, count++) rung += doorbell_ring(bell).error >= 0;
    for (unsigned bit = 6; bit < 64; bit++, count += 2) {
        rung += doorbell_ring(1UL << bit).error >= 0;
        rung += doorbell_ring(-1UL << bit).error >= 0;
    }
    *tried = count;
    return rung;
}

static void serve(uint64_t attacker, uint64_t *words) {
    switch (words[0]) {
        case PLOT_SHARE:
        case PLOT_LEND:
        case PLOT_DONATE:
            give(attacker, words);
            break;
        case PLOT_RECLAIM:
            words[1] = (uint64_t)grant_reclaim(words[1]).error;
            words[2] = first_not_zero(gift, given_pages * PAGE_WORDS);
            words[3] = gift[0];
            break;
        case PLOT_ACCEPT: {
            uint64_t address = words[2], pages = words[3];
            words[1] = (uint64_t)grant_accept(attacker, words[1], address, pages).error;
            words[2] = words[1] ? 0 : first_not_zero((uint64_t *)address, pages * PAGE_WORDS);
            break;
        }
        case PLOT_RETURN:
            words[1] = (uint64_t)grant_return(attacker, words[1]).error;
            break;
        case PLOT_LOOK: {
            struct outcome outcome = guarded(load_word, words[1], 0);
            words[1] = outcome.trapped;
            words[2] = outcome.value;
            break;
        }
        case PLOT_STORE:
            words[1] = guarded(store_word, words[1], words[2]).trapped;
            break;
        case PLOT_RACES:
            drain_races();
            words[1] = raced;
            words[2] = torn;
            raced = torn = 0;
            break;
        case PLOT_RINGS:
            words[1] = rings;
            rings = 0;
            break;
        case PLOT_RING:
            words[1] = ring_any(&words[2]);
            break;
    }
}

void guest_main(uint64_t hart, uint64_t tree) {
    if (!read_machine(tree)) {
        print("accomplice: no device tree at %x\n", tree);
        power_off_after_failure();
    }
    uint64_t attacker = argument("attacker", 0);
    print("accomplice: hart %u, partition %u, at the service of partition %u\n", hart, (uint64_t)identity().value,
          attacker);
    doorbell_listen(BIT_ATTACKER);
    for (;;) {
        struct message message;
        rings += (doorbell_take(BIT_ATTACKER).value & (long)BIT_ATTACKER) != 0;
        drain_races();
        while (port_receive(ACCOMPLICE_HEARS, (uint64_t)&message, sizeof message).error == 0) {
            serve(attacker, message.words);
            port_send(ACCOMPLICE_ANSWERS, (uint64_t)&message, sizeof message);
            if (message.words[0] == PLOT_END) power_off();
        }
        wait_for_doorbell(csr_read(time) + 1000000);
    }
}

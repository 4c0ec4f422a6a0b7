/* Changed between check and use: what one hart hands to the core, the other changes or gives away meanwhile. */
#include "conspire.h"

/* Two major frames and a bit, so that both harts meet the core at many different moments. */
#define RACE 100000UL

static uint64_t raced[2 * PAGE / 8] __attribute__((aligned(4096)));
static volatile uint64_t finish;

/* Counts the words up, one after the other. */
static uint64_t count_up(uint64_t page, uint64_t unused) {
    (void)unused;
    volatile uint64_t *words = (volatile uint64_t *)page;
    uint64_t rounds = 0;
    while (csr_read(time) < finish) {
        rounds++;
        for (unsigned i = 0; i < WORDS; i++) words[i] = rounds;
    }
    return rounds;
}

/* Lends a page away and takes it back. */
static uint64_t come_and_go(uint64_t page, uint64_t fill) {
    uint64_t rounds = 0;
    while (csr_read(time) < finish) {
        if (fill) *(volatile uint8_t *)page = (uint8_t)fill;
        struct sbi_result result = grant_lend(accomplice(), page, 1, RIGHTS_READ_WRITE);
        if (result.error || grant_reclaim((uint64_t)result.value).error) return 0;
        rounds++;
    }
    return rounds;
}

static bool start(uint64_t (*job)(uint64_t, uint64_t), uint64_t page, uint64_t second) {
    for (unsigned i = 0; i < sizeof raced / sizeof *raced; i++) raced[i] = 0;
    finish = csr_read(time) + RACE;
    return second_start(job, page, second);
}

#define WITH_RIVAL(job, page, second) \
    WITH_ACCOMPLICE; \
    WITH_SECOND; \
    if (!start(job, page, second)) return escaped("our second hart does not start")
#define JOIN(rounds) \
    if (!second_join(&(rounds)) || !(rounds)) return escaped("our second hart did not do its part")

bool races_send_change(void) {
    struct message answer;
    uint64_t sent = 0, rounds;
    WITH_RIVAL(count_up, (uint64_t)raced, 0);
    while (csr_read(time) < finish) {
        sent += port_send(ATTACKER_RACES, (uint64_t)raced, 64).error == 0;
        wait_until(csr_read(time) + random_number() % 64);
    }
    JOIN(rounds);
    PLOT(answer, PLOT_RACES, 0, 0, 0);
    if (answer.words[2]) return escaped("%u of %u messages are no snapshot", answer.words[2], answer.words[1]);
    if (!sent || answer.words[1] < sent) return escaped("%u of %u messages came", answer.words[1], sent);
    return held("%u messages beside %u changes, all snapshots", sent, rounds);
}

bool races_send_away(void) {
    uint64_t page = (uint64_t)raced, sent = 0, refused = 0, rounds;
    struct message answer;
    WITH_RIVAL(come_and_go, page + PAGE, 0);
    while (csr_read(time) < finish) {
        /* The second half of the message is on the page that comes and goes, and is zero while it is there. */
        long error = port_send(ATTACKER_RACES, page + PAGE - 32, 64).error;
        sent += error == 0;
        refused += error == SBI_INVALID_ADDRESS;
        wait_until(csr_read(time) + random_number() % 64);
    }
    JOIN(rounds);
    PLOT(answer, PLOT_RACES, 0, 0, 0);
    if (answer.words[2]) return escaped("%u of %u messages held what never was on the page", answer.words[2], answer.words[1]);
    return held("%u messages sent, %u refused, the page went %u times", sent, refused, rounds);
}

bool races_receive_away(void) {
    uint64_t page = (uint64_t)raced, taken = 0, refused = 0, rounds;
    WITH_RIVAL(come_and_go, page + PAGE, 0);
    struct message request = {{PLOT_LOOK, ram_base()}};
    while (csr_read(time) < finish) {
        port_send(ATTACKER_ASKS, (uint64_t)&request, sizeof request);
        doorbell_ring(RING);
        wait_until(csr_read(time) + random_number() % 2048);
        long error = port_receive(ATTACKER_HEARS, page + PAGE - 32, 64).error;
        taken += error == 0;
        refused += error == SBI_INVALID_ADDRESS;
    }
    JOIN(rounds);
    /* What still waits is not for those who come after. */
    for (uint64_t until = csr_read(time) + 200000; csr_read(time) < until; wait_until(csr_read(time) + 2000)) {
        port_receive(ATTACKER_HEARS, page, 64);
    }
    if (raced[0] != PLOT_LOOK) return escaped("an answer was lost: %x", raced[0]);
    return held("%u answers received, %u refused, the page went %u times", taken, refused, rounds);
}

bool races_console_away(void) {
    uint64_t page = (uint64_t)raced, written = 0, refused = 0, rounds;
    WITH_RIVAL(come_and_go, page, ' ');
    while (csr_read(time) < finish && written < 40) {
        struct sbi_result result = sbi_call3(SBI_DBCN, 0, 1, page, 0);
        written += result.error == 0 && result.value == 1;
        refused += result.error < 0;
        wait_until(csr_read(time) + random_number() % 2048);
        if (result.error > 0 || result.value > 1) return escaped("the console answered %d", (int64_t)result.error);
    }
    JOIN(rounds);
    print("\n");
    return held("%u bytes written, %u refused, the page went %u times", written, refused, rounds);
}

bool races_touch(void) {
    uint64_t page = (uint64_t)raced, seen = 0, faults = 0, rounds, other = 0;
    WITH_RIVAL(come_and_go, page, 0x5a);
    while (csr_read(time) < finish) {
        struct touch touch = touch_load(page);
        faults += touch.cause != 0;
        seen += touch.cause == 0;
        if (touch.cause == 0 && touch.value != 0 && touch.value != 0x5a) other = touch.value;
    }
    JOIN(rounds);
    if (other) return escaped("a page that came and went held %x", other);
    return held("%u loads, %u faults, the page went %u times", seen, faults, rounds);
}

static uint64_t accept_there(uint64_t grant, uint64_t unused) {
    (void)unused;
    while (csr_read(time) < finish) {}
    return grant_accept(accomplice(), grant, OTHER_PLACE, GIFT_PAGES).error == 0;
}

bool races_accept(void) {
    WITH_ACCOMPLICE;
    WITH_SECOND;
    struct message answer;
    for (unsigned round = 0; round < 4; round++) {
        uint64_t other = 0;
        PLOT(answer, PLOT_LEND, GIFT_PAGES, RIGHTS_READ_WRITE, MARK);
        uint64_t grant = answer.words[2];
        finish = csr_read(time) + 2000;
        if (!second_start(accept_there, grant, 0)) return escaped("our second hart does not start");
        while (csr_read(time) < finish) {}
        uint64_t own = grant_accept(accomplice(), grant, PLACE, GIFT_PAGES).error == 0;
        if (!second_join(&other)) return escaped("our second hart did not come back");
        uint64_t mapped = 0;
        for (uint64_t page = 0; page < GIFT_PAGES; page++) {
            mapped += !load(PLACE + page * PAGE, 8).trapped + !load(OTHER_PLACE + page * PAGE, 8).trapped;
        }
        if (!give_back((int64_t)grant)) return false;
        if (own + other != 1 || mapped != GIFT_PAGES) {
            return escaped("a grant was taken %u times, %u of %u pages are there", own + other, mapped, (uint64_t)GIFT_PAGES);
        }
    }
    return held("4 grants, each taken by one of two harts");
}

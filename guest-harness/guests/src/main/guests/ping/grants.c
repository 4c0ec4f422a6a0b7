/* Grants of pages: to pong, which answers, and to a partition that cannot. */
#include "ping.h"

#define PAGES 4

static uint64_t pages[PAGES * PAGE_WORDS] __attribute__((aligned(4096)));
static uint64_t lent_onward[PAGE_WORDS] __attribute__((aligned(4096)));
static uint64_t shared_onward[PAGE_WORDS] __attribute__((aligned(4096)));
static uint64_t given[PAGE_WORDS] __attribute__((aligned(4096)));
static uint64_t given_onward[PAGE_WORDS] __attribute__((aligned(4096)));

static void fill(uint64_t *words, uint64_t count, uint64_t value) {
    for (uint64_t i = 0; i < count; i++) words[i] = value;
}

static uint64_t load_word(uint64_t address, uint64_t unused) {
    (void)unused;
    return *(volatile uint64_t *)address;
}

static bool is_ours(const uint64_t *words) {
    return !guarded(load_word, (uint64_t)words, 0).trapped;
}

static void must(struct sbi_result result, const char *what) {
    if (result.error) complain(what);
}

void check_share(uint64_t pong) {
    struct latency cycles = {0};
    uint64_t refused = 0;
    fill(pages, PAGES * PAGE_WORDS, 3);
    uint64_t start = csr_read(time);
    struct sbi_result offer = grant_share(pong, (uint64_t)pages, PAGES, RIGHTS_READ);
    must(offer, "sharing was refused");
    struct message answer = asked(ASK_ACCEPT, (uint64_t)offer.value, PAGES);
    if (answer.words[1] || answer.words[2] != 3 * PAGES * PAGE_WORDS) complain("pong does not see what is shared");
    measure(&cycles, csr_read(time) - start);
    pages[0] = SECRET;
    if (asked(ASK_LOOK, 0, 0).words[2] != SECRET) complain("pong does not see a change");
    refused += asked(ASK_STORE, 1, 0).words[1];
    refused += asked(ASK_EXECUTE, 0, 0).words[1];
    if (pages[0] != SECRET) complain("pong changed what it may only read");
    answer = asked(ASK_RETURN, (uint64_t)offer.value, 0);
    refused += answer.words[2];
    must(grant_reclaim((uint64_t)offer.value), "reclaiming was refused");

    offer = grant_share(pong, (uint64_t)pages, 1, RIGHTS_READ_WRITE);
    must(offer, "sharing for writing was refused");
    asked(ASK_ACCEPT, (uint64_t)offer.value, 1);
    asked(ASK_STORE, 77, 0);
    if (*(volatile uint64_t *)pages != 77) complain("what pong wrote is not seen");
    must(grant_reclaim((uint64_t)offer.value), "reclaiming was refused");
    refused += asked(ASK_LOOK, 0, 0).words[1];
    if (refused != 4) complain("pong did what the grant does not allow");
    print_latency("share, from offer to use", &cycles);
    verdict("sharing: %u pages seen, %u accesses beyond the rights refused", PAGES, refused);
}

void check_lend(uint64_t pong) {
    struct latency cycles = {0};
    fill(pages, PAGES * PAGE_WORDS, SECRET);
    uint64_t start = csr_read(time);
    struct sbi_result offer = grant_lend(pong, (uint64_t)pages, PAGES, RIGHTS_READ_WRITE);
    must(offer, "lending was refused");
    if (is_ours(pages)) complain("what is lent can still be read");
    struct message answer = asked(ASK_ACCEPT, (uint64_t)offer.value, PAGES);
    measure(&cycles, csr_read(time) - start);
    if (answer.words[1] || answer.words[2]) complain("what is lent was not wiped");
    if (asked(ASK_STORE, SECRET, 0).words[1]) complain("pong cannot use what is lent");
    must(grant_reclaim((uint64_t)offer.value), "reclaiming was refused");
    if (!asked(ASK_LOOK, 0, 0).words[1]) complain("pong still reads what was reclaimed");
    uint64_t left = 0;
    for (uint64_t i = 0; i < PAGES * PAGE_WORDS; i++) left += pages[i] != 0;
    if (left) complain("what came back was not wiped");
    print_latency("lend, from offer to use", &cycles);
    verdict("lending: %u pages there and back, %u words of others in them", PAGES, left);
}

void check_donate(uint64_t pong) {
    fill(given, PAGE_WORDS, SECRET);
    struct sbi_result offer = grant_donate(pong, (uint64_t)given, 1, RIGHTS_READ_WRITE);
    must(offer, "donating was refused");
    struct message answer = asked(ASK_ACCEPT, (uint64_t)offer.value, 1);
    if (answer.words[1] || answer.words[2]) complain("what was donated was not wiped");
    must(grant_reclaim((uint64_t)offer.value), "ending the donation was refused");
    if (is_ours(given)) complain("what was donated came back");
    if (asked(ASK_LOOK, 0, 0).words[1]) complain("pong lost what was donated");
    verdict("donating: %u page for good, %u words of it left here", 1, 0);
}

void check_onward(uint64_t partition, uint64_t pong) {
    uint64_t sent = 0;
    for (uint64_t i = 0; i < 100; i++) {
        struct message message = {{SECRET, i}};
        sent += port_send(PORT_ONWARD, (uint64_t)&message, sizeof message).error == 0;
        must(doorbell_ring(RING_ONWARD), "ringing was refused");
    }
    if (sent != 100) complain("one-way messages tell whether they are read");
    fill(shared_onward, PAGE_WORDS, SECRET);
    fill(lent_onward, PAGE_WORDS, SECRET);
    fill(given_onward, PAGE_WORDS, SECRET);
    struct sbi_result shared = grant_share(partition, (uint64_t)shared_onward, 1, RIGHTS_READ);
    struct sbi_result lent = grant_lend(partition, (uint64_t)lent_onward, 1, RIGHTS_READ_WRITE);
    struct sbi_result donated = grant_donate(partition, (uint64_t)given_onward, 1, RIGHTS_READ_WRITE);
    struct sbi_result other = grant_share(pong, (uint64_t)pages, 1, RIGHTS_READ);
    if (shared.error || lent.error || donated.error || other.error) complain("an offer was refused");
    if (grant_share(partition, (uint64_t)(pages + PAGE_WORDS), 1, RIGHTS_READ_WRITE).error != SBI_DENIED) {
        complain("a one-way flow was shared for writing");
    }
    /* Time for the other to do what it likes with them. */
    wait_until(csr_read(time) + 20000000);
    uint64_t changed = 0;
    for (uint64_t i = 0; i < PAGE_WORDS; i++) changed += shared_onward[i] != SECRET;
    must(grant_reclaim((uint64_t)shared.value), "reclaiming was refused");
    must(grant_reclaim((uint64_t)lent.value), "reclaiming was refused");
    must(grant_reclaim((uint64_t)donated.value), "ending the donation was refused");
    must(grant_reclaim((uint64_t)other.value), "reclaiming was refused");
    /* Wiped whether or not anybody had it: or the other could tell something by accepting. */
    for (uint64_t i = 0; i < PAGE_WORDS; i++) changed += lent_onward[i] != 0;
    if (changed) complain("something came back along a one-way flow");
    verdict("one way: %u messages and 3 grants to one who cannot answer, %u words of it came back", sent, changed);
}

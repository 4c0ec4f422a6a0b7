#include "conspire.h"

extern char image_end[];

uint64_t accomplice(void) {
    return argument("accomplice", -1UL);
}

uint64_t victim(void) {
    return argument("victim", -1UL);
}

bool has_core(void) {
    return identity().error == 0;
}

uint64_t own_number(void) {
    return (uint64_t)identity().value;
}

bool plot(enum plot request, uint64_t first, uint64_t second, uint64_t third, struct message *answer) {
    *answer = (struct message){{request, first, second, third}};
    if (port_send(ATTACKER_ASKS, (uint64_t)answer, sizeof *answer).error) return false;
    doorbell_ring(RING);
    uint64_t until = csr_read(time) + 5000000;
    while (csr_read(time) < until) {
        if (port_receive(ATTACKER_HEARS, (uint64_t)answer, sizeof *answer).error == 0) return answer->words[0] == request;
        wait_until(csr_read(time) + 2000);
    }
    return false;
}

uint64_t spare_page(uint64_t index) {
    return (((uint64_t)image_end + PAGE - 1) & ~(PAGE - 1)) + index * PAGE;
}

int64_t borrow(enum plot kind, uint64_t pages, uint64_t rights, uint64_t words) {
    struct message answer;
    if (!plot(kind, pages, rights, words, &answer)) {
        escaped("the accomplice does not answer any more");
        return -1;
    }
    struct sbi_result result = grant_accept(accomplice(), answer.words[2], PLACE, pages);
    if (answer.words[1] == 0 && result.error == 0) return (int64_t)answer.words[2];
    escaped("what was offered to us by right was refused: %d, %d", (int64_t)answer.words[1], (int64_t)result.error);
    return -1;
}

bool give_back(int64_t grant) {
    struct message answer;
    grant_return(accomplice(), (uint64_t)grant);
    if (!plot(PLOT_RECLAIM, (uint64_t)grant, 0, 0, &answer)) return escaped("the accomplice does not answer any more");
    return answer.words[1] == 0 || escaped("what we gave back cannot be reclaimed: %d", (int64_t)answer.words[1]);
}

void pass_on(uint64_t page) {
    grant_reclaim((uint64_t)grant_donate(accomplice(), page, 1, RIGHTS_READ).value);
}

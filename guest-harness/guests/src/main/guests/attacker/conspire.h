/* The attacker's side of what it does together with its accomplice. */
#ifndef CONSPIRE_H
#define CONSPIRE_H

#include "attack.h"
#include "collusion.h"
#include "second.h"
#include "wait.h"

/* Guest-physical addresses where nothing of ours is: the attacker maps here what it accepts. */
#define PLACE 0x380000000UL
#define OTHER_PLACE 0x3a0000000UL

/* RET, twice. */
#define RETURNS 0x0000806700008067UL

/* The numbers of the accomplice's partition and of the victim's that sends to us; -1 if there is none. */
uint64_t accomplice(void);
uint64_t victim(void);
uint64_t own_number(void);

/* Whether there is a core that answers hypercalls. */
bool has_core(void);

/* Asks the accomplice; false if no answer comes. */
bool plot(enum plot request, uint64_t first, uint64_t second, uint64_t third, struct message *answer);

/* Pages of ours that hold nothing and that nobody else here uses, by a number from 0. */
uint64_t spare_page(uint64_t index);

/* Gives the grant's number, or -1 after saying escaped: pages from the accomplice, accepted at PLACE. */
int64_t borrow(enum plot kind, uint64_t pages, uint64_t rights, uint64_t words);
/* Returns it, and has it reclaimed. */
bool give_back(int64_t grant);

/* Gives the accomplice a page for good, so that nothing is at this address any more. */
void pass_on(uint64_t page);

#define WITH_CORE if (!has_core()) return held("there is no core to ask")
#define WITH_ACCOMPLICE if (accomplice() == -1UL) return held("there is no accomplice to try it with")
#define WITH_SECOND if (!has_second()) return held("we have one hart alone")
#define PLOT(answer, request, first, second, third) \
    if (!plot(request, first, second, third, &(answer))) return escaped("the accomplice does not answer any more")

#endif

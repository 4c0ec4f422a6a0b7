/* Ping: one self-check for each way in which partitions can be joined, and what each costs. */
#ifndef PING_H
#define PING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "console.h"
#include "csr.h"
#include "machine.h"
#include "pingpong.h"
#include "trap.h"
#include "wait.h"

#define PAGE 4096UL
#define PAGE_WORDS 512

/* What ping's pages hold before they are granted: nobody who borrows one may find it there. */
#define SECRET 0x5ec2e7c05ec2e7c0UL

/* --- measure.c --- */
struct latency {
    uint64_t count, least, most, total;
};
void measure(struct latency *latency, uint64_t ticks);
/* A row of the table, times in ticks. */
void print_latency(const char *what, const struct latency *latency);

/* Says that something is not as it should be; the first of it is printed with the mechanism's verdict. */
void complain(const char *what);
/* Ends a mechanism's check: prints its record. */
void verdict(const char *format, uint64_t first, uint64_t second);
bool all_well(void);

/* --- asking.c --- */
/* Sends a request and waits for pong's answer, which replaces it. */
void ask(struct message *message);
/* Asks with words 1 and 2. */
struct message asked(enum request request, uint64_t first, uint64_t second);

/* --- the mechanisms --- */
void check_queue(void);
void check_sampling(void);
void check_region(void);
void check_doorbell(void);
void check_share(uint64_t pong);
void check_lend(uint64_t pong);
void check_donate(uint64_t pong);
/* All that goes to a partition which cannot answer: messages, a doorbell, grants; and one for pong, which is not for it. */
void check_onward(uint64_t partition, uint64_t pong);

#endif

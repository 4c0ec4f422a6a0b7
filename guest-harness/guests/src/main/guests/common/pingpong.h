/* What ping and pong, the configuration that joins them, and each other's programs agree on. */
#ifndef PINGPONG_H
#define PINGPONG_H

#include <stdint.h>

#include "hypercalls.h"

#define WORDS 8
struct message {
    uint64_t words[WORDS];
};

/* Ports by their place among those of ping, and of pong: the configuration lists them in this order. */
#define PORT_THERE 0
#define PORT_BACK 1
#define PORT_SAMPLE 2
/* Ping's alone: to a third partition that cannot answer. */
#define PORT_ONWARD 3

/* Doorbells by their place among those that each may ring, and the bits that they set at the other end. */
#define RING_THERE 0
#define RING_ONWARD 1
#define RING_BACK 0
#define BIT_THERE (1UL << 3)
#define BIT_BACK (1UL << 5)

/* Where both see the region of 64 KiB: ping may write, pong only read. */
#define REGION 0x340000000UL
#define REGION_WORDS 8192
/* Where a borrower maps what it accepts. */
#define BORROWED 0x380000000UL

/* What ping asks pong for, in word 0; the answer has the same word 0 and pong's results behind it. */
enum request {
    ASK_ECHO = 1,  /* words 1 to 7 come back, inverted */
    ASK_SAMPLE,    /* 1: length, 2 to 7: the words of the sampling port's message */
    ASK_REGION,    /* 1: sum of the region's words, 2: whether a store there trapped */
    ASK_ACCEPT,    /* 1: grant, 2: pages; 1: error, 2: sum of its words */
    ASK_LOOK,      /* 1: trapped, 2: first word of what was accepted */
    ASK_STORE,     /* 1: value; 1: trapped */
    ASK_EXECUTE,   /* 1: trapped */
    ASK_RETURN,    /* 1: grant; 1: error, 2: whether a load there trapped afterwards */
    ASK_END,
};

#endif

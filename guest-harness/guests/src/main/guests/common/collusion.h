/* What the attacker and its accomplice in another partition agree on: one request a message, one answer each. */
#ifndef COLLUSION_H
#define COLLUSION_H

#include <stdint.h>

#include "hypercalls.h"

#define WORDS 8
struct message {
    uint64_t words[WORDS];
};

/* Ports by their place among those of each; the configuration lists them in this order. Port 0 of the attacker comes from
   a victim that it cannot answer. */
#define ATTACKER_FROM_VICTIM 0
#define ATTACKER_ASKS 1
#define ATTACKER_HEARS 2
#define ATTACKER_RACES 3
#define ATTACKER_SAMPLES 4
#define ATTACKER_PORTS 5
#define ACCOMPLICE_HEARS 0
#define ACCOMPLICE_ANSWERS 1
#define ACCOMPLICE_RACES 2
#define ACCOMPLICE_SAMPLES 3

/* The attacker's only doorbell (the accomplice has none), and the bits that doorbells set. */
#define RING 0
#define BIT_VICTIM (1UL << 1)
#define BIT_ATTACKER (1UL << 0)

/* A region that a victim writes and the attacker may only read. */
#define VICTIM_REGION 0x340100000UL
#define VICTIM_REGION_SIZE 0x4000UL

/* Most pages that the accomplice gives at a time. */
#define GIFT_PAGES 100

/* Word 0 of a request; words 1 and up of the answer. */
enum plot {
    /* 1: pages, 2: rights, 3: what each word of them holds, 4: the first of them, from 0; 1: error, 2: grant */
    PLOT_SHARE = 1,
    PLOT_LEND,      /* the same */
    PLOT_DONATE,    /* the same */
    PLOT_RECLAIM,   /* 1: grant; 1: error, 2: first word that is not 0 of the pages, 3: first word */
    PLOT_ACCEPT,    /* 1: grant, 2: address, 3: pages; 1: error, 2: first word that is not 0 */
    PLOT_RETURN,    /* 1: grant; 1: error */
    PLOT_LOOK,      /* 1: address; 1: trapped, 2: value */
    PLOT_STORE,     /* 1: address, 2: value; 1: trapped */
    PLOT_RACES,     /* 1: messages of the race port since the last time, 2: those that are no snapshot */
    PLOT_RINGS,     /* 1: doorbells heard since the last time */
    PLOT_RING,      /* 1: doorbells that could be rung, 2: those tried */
    PLOT_END,
};

#endif

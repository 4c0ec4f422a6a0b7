/* Doing what may trap, and learning what happened. */
#ifndef TRAP_H
#define TRAP_H

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t (*action)(uint64_t, uint64_t);

/* What became of an action: its result, or the trap that ended it. */
struct outcome {
    bool trapped;
    uint64_t value;
    uint64_t cause;
    uint64_t tval;
    uint64_t epc;
};

/* Runs the action; a synchronous trap in it, even from a wild jump, comes back as an outcome. Not to be nested. */
struct outcome guarded(action what, uint64_t first, uint64_t second);

/* How often each interrupt arrived. One that arrives is disabled in sie; a software interrupt is cleared in sip. */
extern volatile uint64_t interrupts[16];

const char *cause_name(uint64_t cause);

#endif

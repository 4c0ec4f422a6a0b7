/* Waiting for a doorbell. */
#ifndef WAIT_H
#define WAIT_H

#include <stdint.h>

/* Waits, at most until `until`, for a doorbell that this hart listens to, and takes the interrupt: interrupts[9] counts it. */
void wait_for_doorbell(uint64_t until);

/* Lets time pass. */
void wait_until(uint64_t until);

#endif

/* Work for the second hart of the partition, which runs beside the first. */
#ifndef SECOND_H
#define SECOND_H

#include <stdbool.h>
#include <stdint.h>

/* What a touch of memory came to: a value, or the cause of a trap that is not 0. For either hart, interrupts off. */
struct touch {
    uint64_t value;
    uint64_t cause;
};
struct touch touch_load(uint64_t address);
struct touch touch_store(uint64_t address);
struct touch touch_execute(uint64_t address);
/* The same for CSRs, whatever the argument. */
struct touch touch_cycle(uint64_t unused);
struct touch touch_instret(uint64_t unused);
struct touch touch_event(uint64_t unused);
struct touch touch_hypervisor(uint64_t unused);

/* Whether the partition has a second hart. */
bool has_second(void);

/* Starts it with a job that does not trap; false if it does not start. */
bool second_start(uint64_t (*job)(uint64_t, uint64_t), uint64_t first, uint64_t second);

/* Waits for the end of its job, and for the hart to stop; false if it takes too long. */
bool second_join(uint64_t *result);

/* Both. */
bool second_run(uint64_t (*job)(uint64_t, uint64_t), uint64_t first, uint64_t second, uint64_t *result);

/* Its registers when it started: x0 to x31, f0 to f31, sscratch, sepc, stvec, satp. */
extern uint64_t second_state[68];

/* Whether loads, stores and fetches of an address fault on every hart that we have; says escaped if one does not. */
bool faults_everywhere(uint64_t address, const char *what);

#endif

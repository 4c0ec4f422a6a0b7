#include "second.h"

#include "attack.h"

#define STARTED 0
#define STOPPED 1

static struct {
    uint64_t (*job)(uint64_t, uint64_t);
    uint64_t first, second;
    volatile uint64_t result;
    volatile uint64_t done;
} job;

extern void second_entry(void);

bool has_second(void) {
    return machine.harts > 1;
}

bool second_start(uint64_t (*what)(uint64_t, uint64_t), uint64_t first, uint64_t second) {
    job.job = what;
    job.first = first;
    job.second = second;
    job.done = 0;
    __asm__ volatile("fence" : : : "memory");
    return sbi_call3(SBI_HSM, 0, 1, (uint64_t)second_entry, (uint64_t)&job).error == 0;
}

bool second_join(uint64_t *result) {
    uint64_t until = csr_read(time) + 50000000;
    while (!job.done || sbi_call3(SBI_HSM, 2, 1, 0, 0).value != STOPPED) {
        if (csr_read(time) > until) return false;
        for (uint64_t turn = csr_read(time) + 200; csr_read(time) < turn;) {}
    }
    *result = job.result;
    return true;
}

bool second_run(uint64_t (*what)(uint64_t, uint64_t), uint64_t first, uint64_t second, uint64_t *result) {
    return second_start(what, first, second) && second_join(result);
}

#define LOADED 1
#define STORED 2
#define EXECUTED 4

/* What was possible, as bits. */
static uint64_t touch_all(uint64_t address, uint64_t unused) {
    (void)unused;
    uint64_t possible = 0;
    if (!touch_load(address).cause) possible |= LOADED;
    if (!touch_store(address).cause) possible |= STORED;
    uint64_t cause = touch_execute(address).cause;
    /* Anything but a fault of the fetch means that an instruction was fetched. */
    if (cause != 1 && cause != 12) possible |= EXECUTED;
    return possible;
}

bool faults_everywhere(uint64_t address, const char *what) {
    for (uint64_t hart = 0; hart < (has_second() ? 2 : 1); hart++) {
        uint64_t possible = 0;
        if (hart == 0) {
            possible = touch_all(address, 0);
        } else if (!second_run(touch_all, address, 0, &possible)) {
            return escaped("the second hart did not come back");
        }
        if (!possible) continue;
        return escaped("%s was %s on hart %u", what,
                       possible & LOADED ? "read" : possible & STORED ? "written" : "executed", hart);
    }
    return true;
}

#include "trap.h"

#include "console.h"
#include "csr.h"
#include "sbi.h"

struct trap_frame {
    uint64_t x[32];
    uint64_t epc;
    uint64_t status;
};

extern long guard_enter(action what, uint64_t first, uint64_t second);
extern char guard_landing[];

uint64_t guard_stack;
uint64_t guard_value;
volatile uint64_t interrupts[16];

static struct outcome last;

void trap(struct trap_frame *frame) {
    uint64_t cause = csr_read(scause);
    if (cause >> 63) {
        uint64_t number = cause & 15;
        interrupts[number]++;
        csr_clear(sie, 1UL << number);
        csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
        return;
    }
    last = (struct outcome){true, 0, cause, csr_read(stval), frame->epc};
    if (guard_stack == 0) {
        print("@panic %s at %x, value %x\n", cause_name(cause), last.epc, last.tval);
        power_off_after_failure();
    }
    frame->x[2] = guard_stack;
    frame->epc = (uint64_t)guard_landing;
    frame->status = (frame->status | SSTATUS_SPP) & ~(uint64_t)SSTATUS_SPIE;
}

struct outcome guarded(action what, uint64_t first, uint64_t second) {
    if (guard_enter(what, first, second)) return last;
    return (struct outcome){false, guard_value, 0, 0, 0};
}

const char *cause_name(uint64_t cause) {
    static const char *const names[] = {
        "instruction misaligned", "instruction access fault", "illegal instruction", "breakpoint",
        "load misaligned",        "load access fault",        "store misaligned",    "store access fault",
        "environment call",       "environment call",         "environment call",    "environment call",
        "instruction page fault", "load page fault",          "reserved cause 14",   "store page fault",
    };
    return cause < sizeof names / sizeof *names ? names[cause] : "cause above 15";
}

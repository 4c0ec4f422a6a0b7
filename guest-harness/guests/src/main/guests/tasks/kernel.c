/*
 * Boot arguments: heartbeats=N (default 20) ends after that many; period=N (default 500000) is the ticks between them. The
 * last line is for org.cofferdam.guests.bundled.SelfCheck.
 */
#include "console.h"
#include "csr.h"
#include "machine.h"
#include "sbi.h"
#include "tasks.h"
#include "trap.h"

/* A prime, so that turns end everywhere in the windows of a schedule. */
#define QUANTUM 7919UL
#define WATCHED_WORDS 8192
/* Neither TM alone nor all: a value that nobody else would set. */
#define COUNTERS 5UL

#define CAUSE_CALL 8
#define CAUSE_LOAD_PAGE_FAULT 13
#define CAUSE_STORE_PAGE_FAULT 15
#define INTERRUPT (1UL << 63)

extern char user_start[];
void user_primes(void);
void user_checksum(void);
void user_series(void);
void user_registers(void);
void user_floats(void);
void user_memory(void);

static struct {
    const char *name;
    void (*entry)(void);
    /* What each round must report. */
    uint64_t expected;
    struct context context;
    uint64_t rounds;
    uint64_t wrong;
} tasks[] = {
    {.name = "primes", .entry = user_primes, .expected = 1229},
    {.name = "checksum", .entry = user_checksum, .expected = 0x6ef0ca99},
    {.name = "series", .entry = user_series, .expected = 0x40092006d85fd272},
    {.name = "registers", .entry = user_registers, .expected = 0},
    {.name = "floats", .entry = user_floats, .expected = 0},
    {.name = "memory", .entry = user_memory, .expected = 0x228a962e77502000},
};
#define TASKS (sizeof tasks / sizeof *tasks)

static uint64_t watched[WATCHED_WORDS];
static uint64_t preemptions, faults, refusals;
static uint64_t last_time;
/* What went wrong first, and how often anything did. */
static const char *complaint;
static uint64_t complaints;

static void complain(const char *what) {
    if (!complaints++) complaint = what;
}

static bool has_stimecmp(void) {
    for (const char *at = machine.isa; *at; at++) {
        if (at[0] == 's' && at[1] == 's' && at[2] == 't' && at[3] == 'c') return true;
    }
    return false;
}

static void set_deadline(uint64_t deadline) {
    static int direct = -1;
    if (direct < 0) direct = has_stimecmp();
    if (direct) csr_write(0x14d, deadline);
    else set_timer(deadline);
}

static uint64_t now(void) {
    uint64_t time = csr_read(time);
    if (time < last_time) complain("time ran backwards");
    last_time = time;
    return time;
}

static void start_tasks(void) {
    for (unsigned i = 0; i < TASKS; i++) {
        make_space(i);
        tasks[i].context.epc = USER_CODE + (uint64_t)((char *)tasks[i].entry - user_start);
        tasks[i].context.x[2] = USER_HEAP + (HEAP_PAGES + STACK_PAGES) * 4096UL;
    }
    for (uint64_t i = 0; i < WATCHED_WORDS; i++) watched[i] = (uint64_t)CANARY << 32 | i;
    csr_write(scounteren, COUNTERS);
    csr_write(sie, 1UL << INTERRUPT_SOFTWARE | 1UL << INTERRUPT_TIMER | 1UL << INTERRUPT_EXTERNAL);
    /* SRET goes to U with interrupts on; the floating-point unit stays on. */
    csr_clear(sstatus, SSTATUS_SPP);
    csr_set(sstatus, SSTATUS_SPIE);
}

static void check_canaries(void) {
    for (uint64_t i = 0; i < WATCHED_WORDS; i++) {
        if (watched[i] != ((uint64_t)CANARY << 32 | i)) complain("a canary in memory died");
    }
    if (csr_read(scounteren) != COUNTERS) complain("scounteren changed");
    if (csr_read(sie) != (1UL << INTERRUPT_SOFTWARE | 1UL << INTERRUPT_TIMER | 1UL << INTERRUPT_EXTERNAL)) {
        complain("sie changed");
    }
}

/* Returns whether the task's turn is over. */
static bool serve(unsigned current, uint64_t cause) {
    struct context *context = &tasks[current].context;
    uint64_t address = csr_read(stval);
    switch (cause) {
        case INTERRUPT | INTERRUPT_TIMER:
            preemptions++;
            return true;
        case CAUSE_CALL:
            context->epc += 4;
            if (context->x[17] == CALL_REPORT) {
                tasks[current].rounds++;
                if (context->x[10] != tasks[current].expected) {
                    tasks[current].wrong++;
                    complain(tasks[current].name);
                }
            } else if (context->x[17] == CALL_DROP) {
                drop_heap(current);
            }
            return context->x[17] == CALL_YIELD;
        case CAUSE_LOAD_PAGE_FAULT:
        case CAUSE_STORE_PAGE_FAULT:
            if (serve_fault(current, address, cause == CAUSE_STORE_PAGE_FAULT)) {
                faults++;
                return false;
            }
            /* A task that reaches for the kernel: the instruction, one of 4 bytes, is skipped. */
            refusals++;
            context->epc += 4;
            return false;
        case INTERRUPT | INTERRUPT_SOFTWARE:
            csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
            complain("a software interrupt that nobody here sent");
            return false;
        case INTERRUPT | INTERRUPT_EXTERNAL:
            csr_clear(sie, 1UL << INTERRUPT_EXTERNAL);
            complain("an external interrupt that no device here has");
            return false;
        default:
            print("tasks: %s had %s at %x, value %x\n", tasks[current].name, cause_name(cause), context->epc, address);
            complain("a task had a trap that it cannot have");
            context->epc += 4;
            return true;
    }
}

static void heartbeat(uint64_t number) {
    check_canaries();
    print("tasks: heartbeat %u, %u preemptions, %u page faults, rounds", number, preemptions, faults);
    for (unsigned i = 0; i < TASKS; i++) print(" %s %u", tasks[i].name, tasks[i].rounds);
    print("\n");
}

void guest_main(uint64_t hart, uint64_t tree) {
    if (!read_machine(tree)) {
        print("tasks: no device tree at %x\n", tree);
        power_off_after_failure();
    }
    uint64_t heartbeats = argument("heartbeats", 20), period = argument("period", 500000);
    print("tasks: hart %u, %u tasks, timer by %s\n", hart, TASKS, has_stimecmp() ? "stimecmp" : "SBI");
    start_tasks();
    uint64_t next = now() + period;
    unsigned current = 0;
    for (uint64_t beat = 0; beat < heartbeats;) {
        csr_write(satp, space_satp(current));
        __asm__ volatile("sfence.vma" : : : "memory");
        set_deadline(now() + QUANTUM);
        while (!serve(current, run_task(&tasks[current].context))) {}
        current = (current + 1) % TASKS;
        if (now() < next) continue;
        next += period;
        heartbeat(++beat);
    }
    uint64_t rounds = 0;
    for (unsigned i = 0; i < TASKS; i++) {
        rounds += tasks[i].rounds;
        if (!tasks[i].rounds) complain("a task never ended a round");
    }
    if (!preemptions) complain("no preemption");
    if (!faults) complain("no page fault");
    if (!refusals) complain("no task was refused the kernel's memory");
    print("@self-check tasks | %u rounds, %u preemptions, %u page faults, %u refusals%s%s | %s\n", rounds, preemptions,
          faults, refusals, complaints ? ", first complaint: " : "", complaints ? complaint : "",
          complaints ? "failed" : "ok");
}

/* A small kernel: tasks in U-mode, each in an address space of its own, preempted by a timer. */
#ifndef TASKS_H
#define TASKS_H

/* Layout of a context: 32 integer registers, 32 floating-point registers, fcsr, sepc, the kernel's stack pointer. */
#define CONTEXT_FLOATS (32 * 8)
#define CONTEXT_FCSR (64 * 8)
#define CONTEXT_EPC (65 * 8)
#define CONTEXT_KERNEL_STACK (66 * 8)

/* Upper half of every value that this guest keeps where nobody else should be: an attacker that reads one has escaped. */
#define CANARY 0x5ec2e7c0

/* Calls of a task, number in a7. */
#define CALL_REPORT 0 /* a0: the result of a round */
#define CALL_YIELD 1
#define CALL_DROP 2 /* gives the pages of the heap back */

/* Where a task sees its code, its heap (filled page by page as it is touched) and, above it, its stack. */
#define USER_CODE 0x1000000000
#define USER_HEAP 0x1000200000
#define HEAP_PAGES 48
#define STACK_PAGES 16

#ifndef __ASSEMBLER__
#include <stdbool.h>
#include <stdint.h>

struct context {
    uint64_t x[32];
    uint64_t f[32];
    uint64_t fcsr, epc, kernel_stack;
};

/* switch.S: runs the task until its next trap, and returns scause. */
uint64_t run_task(struct context *context);

/* space.c: page tables. A space is known by its number, 0 to MOST_SPACES - 1. */
#define MOST_SPACES 8
void make_space(unsigned space);
/* Value of satp for this space. */
uint64_t space_satp(unsigned space);
/* Serves a page fault of the task at `address`; false if the task has no business there. */
bool serve_fault(unsigned space, uint64_t address, bool store);
void drop_heap(unsigned space);

#endif
#endif

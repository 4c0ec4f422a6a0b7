#include "user.h"

#define PAGES 32
#define WORDS 512
#define STEP 64
#define KERNEL 0x80200000UL

/*
 * Fills pages that are not there yet with canaries, lets others run, reads them back, reaches for the kernel's memory
 * (which must change nothing), and gives the pages back. A heap page that comes back must be zero.
 */
void user_memory(void) {
    volatile uint64_t *heap = (uint64_t *)USER_HEAP;
    for (;;) {
        uint64_t sum = 0;
        for (uint64_t page = 0; page < PAGES; page++) {
            for (uint64_t word = 0; word < WORDS; word += STEP) {
                if (heap[page * WORDS + word]) sum = 1;
                heap[page * WORDS + word] = (uint64_t)CANARY << 32 | page << 12 | word;
            }
        }
        call(CALL_YIELD, 0);
        for (uint64_t page = 0; page < PAGES; page++) {
            for (uint64_t word = 0; word < WORDS; word += STEP) sum = sum * 31 + heap[page * WORDS + word];
        }
        uint64_t secret = 0;
        __asm__ volatile(".option push\n .option norvc\n ld %0, (%1)\n sd %1, (%1)\n .option pop"
                         : "+r"(secret) : "r"(KERNEL) : "memory");
        call(CALL_DROP, 0);
        call(CALL_REPORT, sum + secret);
    }
}

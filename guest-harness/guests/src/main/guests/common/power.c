#include "sbi.h"

static __attribute__((noreturn)) void shut_down(uint64_t reason) {
    sbi_call3(SBI_SRST, 0, 0, reason, 0);
    for (;;) __asm__ volatile("wfi");
}

void power_off(void) {
    shut_down(0);
}

void power_off_after_failure(void) {
    shut_down(1);
}

#include "wait.h"

#include "csr.h"
#include "sbi.h"

void wait_for_doorbell(uint64_t until) {
    set_timer(until);
    csr_set(sie, 1UL << INTERRUPT_EXTERNAL | 1UL << INTERRUPT_TIMER);
    /* Interrupts are off until here, so that none comes between a look and the wait. */
    __asm__ volatile("wfi");
    csr_set(sstatus, SSTATUS_SIE);
    csr_clear(sstatus, SSTATUS_SIE);
    csr_clear(sie, 1UL << INTERRUPT_EXTERNAL | 1UL << INTERRUPT_TIMER);
    set_timer(-1UL);
}

void wait_until(uint64_t until) {
    while (csr_read(time) < until) {}
}

/* Load: whether it hurts is seen in others' windows; here it must end, with each interrupt of ours delivered. */
#include "attack.h"

static bool wait_for(unsigned interrupt, uint64_t count) {
    uint64_t until = csr_read(time) + 10000000;
    while (interrupts[interrupt] < count) {
        if (csr_read(time) > until) return false;
    }
    return true;
}

bool storms_timer(void) {
    uint64_t start = interrupts[INTERRUPT_TIMER];
    bool all = true;
    for (uint64_t i = 1; i <= 1000 && all; i++) {
        set_timer(i % 2 ? 0 : csr_read(time) - 1);
        csr_set(sie, 1UL << INTERRUPT_TIMER);
        csr_set(sstatus, SSTATUS_SIE);
        all = wait_for(INTERRUPT_TIMER, start + i);
        csr_clear(sstatus, SSTATUS_SIE);
    }
    csr_clear(sie, 1UL << INTERRUPT_TIMER);
    set_timer(-1UL);
    uint64_t count = interrupts[INTERRUPT_TIMER] - start;
    return count == 1000 ? held("1000 timer interrupts came") : escaped("%u of 1000 timer interrupts came", count);
}

bool storms_deadlines(void) {
    uint64_t start = interrupts[INTERRUPT_TIMER];
    set_timer(-1UL);
    csr_set(sie, 1UL << INTERRUPT_TIMER);
    csr_set(sstatus, SSTATUS_SIE);
    for (uint64_t i = 0; i < 10000; i++) set_timer(-1UL - i);
    csr_clear(sstatus, SSTATUS_SIE);
    csr_clear(sie, 1UL << INTERRUPT_TIMER);
    uint64_t count = interrupts[INTERRUPT_TIMER] - start;
    return count == 0 ? held("no interrupt came") : escaped("%u interrupts came for far deadlines", count);
}

bool storms_software(void) {
    uint64_t start = interrupts[INTERRUPT_SOFTWARE];
    bool all = true;
    for (uint64_t i = 1; i <= 1000 && all; i++) {
        csr_set(sie, 1UL << INTERRUPT_SOFTWARE);
        csr_set(sstatus, SSTATUS_SIE);
        sbi_call3(SBI_IPI, 0, 1, boot_state.x[10], 0);
        all = wait_for(INTERRUPT_SOFTWARE, start + i);
        csr_clear(sstatus, SSTATUS_SIE);
    }
    csr_clear(sie, 1UL << INTERRUPT_SOFTWARE);
    uint64_t count = interrupts[INTERRUPT_SOFTWARE] - start;
    return count == 1000 ? held("1000 software interrupts came") : escaped("%u of 1000 came", count);
}

bool storms_wait(void) {
    /* Pending but not taken: every WFI ends at once. */
    csr_set(sie, 1UL << INTERRUPT_SOFTWARE);
    sbi_call3(SBI_IPI, 0, 1, boot_state.x[10], 0);
    uint64_t start = csr_read(time);
    for (unsigned i = 0; i < 1000; i++) __asm__ volatile("wfi");
    uint64_t took = csr_read(time) - start;
    csr_clear(sie, 1UL << INTERRUPT_SOFTWARE);
    csr_clear(sip, 1UL << INTERRUPT_SOFTWARE);
    return held("1000 waits took %u ticks", took);
}

bool storms_traps(void) {
    for (unsigned i = 0; i < 10000; i++) {
        struct outcome outcome = run_instruction(0, 0, 0);
        if (!outcome.trapped || outcome.cause != 2) return escaped("the word 0 was done");
    }
    return held("10000 traps came to us");
}

bool storms_exits(void) {
    uint64_t answered = 0;
    for (unsigned i = 0; i < 2500; i++) {
        answered += sbi_call3(SBI_BASE, 3, i, 0, 0).error == 0;
        answered += load(ram_end() + (uint64_t)i * PAGE, 8).trapped;
    }
    return answered == 5000 ? held("5000 answers") : escaped("%u of 5000 answers", answered);
}

/* Timer interrupts: a call sets the timer to the past, the interrupt comes, its handler sets the timer to never. */
volatile unsigned long interrupts;

/* gp and tp are nobody else's: programs are linked without a global pointer, and have one thread. stimecmp is CSR 0x14d. */
__asm__(".balign 4\n"
        "timer_interrupt:\n"
        "    li tp, -1\n"
        "    csrw 0x14d, tp\n"
        "    la tp, interrupts\n"
        "    ld gp, 0(tp)\n"
        "    addi gp, gp, 1\n"
        "    sd gp, 0(tp)\n"
        "    sret\n");

unsigned long work(void) {
    __asm__ volatile("la t0, timer_interrupt\n"
                     "csrw stvec, t0\n"
                     "csrsi sstatus, 2\n" /* SIE */
                     "li t0, 32\n"        /* STIE */
                     "csrs sie, t0" ::
                             : "t0", "memory");
    interrupts = 0;
    for (unsigned long count = 0; count < EXITS; count++) {
        register unsigned long extension __asm__("a7") = 0x54494D45; /* SBI's TIME */
        register unsigned long function __asm__("a6") = 0;
        register unsigned long time __asm__("a0") = 0;
        register unsigned long value __asm__("a1") = 0;
        __asm__ volatile("ecall" : "+r"(time), "+r"(value) : "r"(extension), "r"(function) : "memory");
        while (interrupts == count) {
        }
    }
    return interrupts;
}

/* Hypercalls: the one that answers with the caller's number. On the bare board M-mode answers. */
unsigned long work(void) {
    unsigned long count = 0;
    for (; count < EXITS; count++) {
        register unsigned long extension __asm__("a7") = 0x0A00C0FF;
        register unsigned long function __asm__("a6") = 0;
        register unsigned long error __asm__("a0") = 0;
        register unsigned long value __asm__("a1") = 0;
        __asm__ volatile("ecall" : "+r"(error), "+r"(value) : "r"(extension), "r"(function) : "memory");
    }
    return count;
}

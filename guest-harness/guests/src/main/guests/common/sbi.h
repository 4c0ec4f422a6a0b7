/* Calls of the supervisor binary interface (riscv-sbi 2.0). */
#ifndef SBI_H
#define SBI_H

#include <stdint.h>

#define SBI_BASE 0x10
#define SBI_TIME 0x54494D45
#define SBI_IPI 0x735049
#define SBI_RFENCE 0x52464E43
#define SBI_HSM 0x48534D
#define SBI_SRST 0x53525354
#define SBI_DBCN 0x4442434E
#define SBI_PMU 0x504D55
#define SBI_SUSP 0x53555350
#define SBI_STA 0x535441
#define SBI_NACL 0x4E41434C

struct sbi_result {
    long error;
    long value;
};

static inline struct sbi_result sbi_call(
        uint64_t extension, uint64_t function, uint64_t first, uint64_t second, uint64_t third, uint64_t fourth,
        uint64_t fifth) {
    register uint64_t a0 __asm__("a0") = first;
    register uint64_t a1 __asm__("a1") = second;
    register uint64_t a2 __asm__("a2") = third;
    register uint64_t a3 __asm__("a3") = fourth;
    register uint64_t a4 __asm__("a4") = fifth;
    register uint64_t a6 __asm__("a6") = function;
    register uint64_t a7 __asm__("a7") = extension;
    __asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a3), "r"(a4), "r"(a6), "r"(a7) : "memory");
    return (struct sbi_result){(long)a0, (long)a1};
}

static inline struct sbi_result sbi_call3(
        uint64_t extension, uint64_t function, uint64_t first, uint64_t second, uint64_t third) {
    return sbi_call(extension, function, first, second, third, 0, 0);
}

/* Whether the extension is there; probe_extension never fails. */
static inline int sbi_has(uint64_t extension) {
    struct sbi_result result = sbi_call3(SBI_BASE, 3, extension, 0, 0);
    return result.error == 0 && result.value != 0;
}

static inline void set_timer(uint64_t deadline) {
    sbi_call3(SBI_TIME, 0, deadline, 0, 0);
}

__attribute__((noreturn)) void power_off(void);
__attribute__((noreturn)) void power_off_after_failure(void);

#endif

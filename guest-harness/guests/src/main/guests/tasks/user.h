/* What a task may ask of the kernel. Tasks have no data of their own but their stack and heap. */
#ifndef USER_H
#define USER_H

#include <stdint.h>

#include "tasks.h"

static inline void call(uint64_t number, uint64_t value) {
    register uint64_t a0 __asm__("a0") = value;
    register uint64_t a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7) : "memory");
}

#endif

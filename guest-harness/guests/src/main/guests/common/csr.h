/* Numbers of the privileged architecture that C and assembly share (riscv-privileged, "CSR Listing"). */
#ifndef CSR_H
#define CSR_H

#define SSTATUS_SIE 0x2
#define SSTATUS_SPIE 0x20
#define SSTATUS_SPP 0x100
#define SSTATUS_FS 0x6000
#define SSTATUS_SUM 0x40000
#define SSTATUS_MXR 0x80000

#define INTERRUPT_SOFTWARE 1
#define INTERRUPT_TIMER 5
#define INTERRUPT_EXTERNAL 9

/* Layout of boot_state: 32 integer registers, 32 floating-point registers, 8 CSRs. */
#define BOOT_FLOATS (32 * 8)
#define BOOT_CSRS (64 * 8)
#define BOOT_SIZE (72 * 8)

/* Layout of a trap frame: 32 integer registers, sepc, sstatus. */
#define FRAME_EPC (32 * 8)
#define FRAME_STATUS (33 * 8)
#define FRAME_SIZE (34 * 8)

#ifndef __ASSEMBLER__
#include <stdint.h>

#define csr_read(name) ({ uint64_t value_; __asm__ volatile("csrr %0, " #name : "=r"(value_) : : "memory"); value_; })
#define csr_write(name, value) __asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define csr_set(name, bits) __asm__ volatile("csrs " #name ", %0" : : "r"((uint64_t)(bits)) : "memory")
#define csr_clear(name, bits) __asm__ volatile("csrc " #name ", %0" : : "r"((uint64_t)(bits)) : "memory")

struct boot_state {
    uint64_t x[32];
    uint64_t f[32];
    uint64_t sstatus, sscratch, sepc, scause, stval, satp, sie, fcsr;
};

extern struct boot_state boot_state;
#endif
#endif

/*
 * Entry: a0 = hart id, a1 = device tree, everything else to be zero. What the registers really hold is kept in
 * boot_state before anything else, since a value left in one of them would be somebody else's.
 */
#include "csr.h"

.section .text.start, "ax"
.globl _start
_start:
    /* A store needs a register for its address; of t0 alone only "zero or not" is kept. */
    bnez    t0, 1f
    la      t0, boot_state
    sd      zero, 5*8(t0)
    j       2f
1:  la      t0, boot_state
    sd      t0, 5*8(t0)
2:
    .irp r, 1,2,3,4,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    sd      x\r, \r*8(t0)
    .endr
    csrr    t1, sstatus
    sd      t1, BOOT_CSRS+0*8(t0)
    csrr    t1, sscratch
    sd      t1, BOOT_CSRS+1*8(t0)
    csrr    t1, sepc
    sd      t1, BOOT_CSRS+2*8(t0)
    csrr    t1, scause
    sd      t1, BOOT_CSRS+3*8(t0)
    csrr    t1, stval
    sd      t1, BOOT_CSRS+4*8(t0)
    csrr    t1, satp
    sd      t1, BOOT_CSRS+5*8(t0)
    csrr    t1, sie
    sd      t1, BOOT_CSRS+6*8(t0)
    li      t1, SSTATUS_FS
    csrs    sstatus, t1
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fsd     f\r, BOOT_FLOATS+\r*8(t0)
    .endr
    frcsr   t1
    sd      t1, BOOT_CSRS+7*8(t0)

    csrw    sie, zero
    csrci   sstatus, SSTATUS_SIE
    la      t1, trap_entry
    csrw    stvec, t1
    la      t1, trap_stack_top
    csrw    sscratch, t1
    la      sp, stack_top

    la      t1, bss_start
    la      t2, bss_end
3:  bgeu    t1, t2, 4f
    sd      zero, 0(t1)
    addi    t1, t1, 8
    j       3b
4:  call    guest_main
    call    power_off

/* Not in .bss: it is filled before .bss is cleared. */
.section .data
.balign 8
.globl boot_state
boot_state:
    .zero   BOOT_SIZE

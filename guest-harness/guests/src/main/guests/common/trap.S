/* Traps of a guest that has no tasks: save, ask trap() in trap.c, go on where it says. */
#include "csr.h"

.text
.balign 4
.globl trap_entry
trap_entry:
    csrrw   sp, sscratch, sp
    addi    sp, sp, -FRAME_SIZE
    .irp r, 1,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    sd      x\r, \r*8(sp)
    .endr
    csrr    t0, sscratch
    sd      t0, 2*8(sp)
    csrr    t0, sepc
    sd      t0, FRAME_EPC(sp)
    csrr    t0, sstatus
    sd      t0, FRAME_STATUS(sp)
    /* A trap within trap() finds a stack as well. */
    csrw    sscratch, sp
    mv      a0, sp
    call    trap
    ld      t0, FRAME_STATUS(sp)
    csrw    sstatus, t0
    ld      t0, FRAME_EPC(sp)
    csrw    sepc, t0
    addi    t0, sp, FRAME_SIZE
    csrw    sscratch, t0
    .irp r, 1,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    ld      x\r, \r*8(sp)
    .endr
    ld      sp, 2*8(sp)
    sret

/*
 * long guard_enter(action a0, long a1, long a2): calls action(a1, a2). Returns 0 and keeps its result in guard_value, or
 * 1 if it trapped: trap() then unwinds to guard_landing with the stack as it was.
 */
.globl guard_enter
guard_enter:
    addi    sp, sp, -112
    sd      ra, 0(sp)
    sd      s0, 8(sp)
    sd      s1, 16(sp)
    sd      s2, 24(sp)
    sd      s3, 32(sp)
    sd      s4, 40(sp)
    sd      s5, 48(sp)
    sd      s6, 56(sp)
    sd      s7, 64(sp)
    sd      s8, 72(sp)
    sd      s9, 80(sp)
    sd      s10, 88(sp)
    sd      s11, 96(sp)
    la      t0, guard_stack
    sd      sp, 0(t0)
    mv      t1, a0
    mv      a0, a1
    mv      a1, a2
    jalr    t1
    la      t0, guard_value
    sd      a0, 0(t0)
    li      a0, 0
    j       1f
.globl guard_landing
guard_landing:
    li      a0, 1
1:  la      t0, guard_stack
    sd      zero, 0(t0)
    ld      ra, 0(sp)
    ld      s0, 8(sp)
    ld      s1, 16(sp)
    ld      s2, 24(sp)
    ld      s3, 32(sp)
    ld      s4, 40(sp)
    ld      s5, 48(sp)
    ld      s6, 56(sp)
    ld      s7, 64(sp)
    ld      s8, 72(sp)
    ld      s9, 80(sp)
    ld      s10, 88(sp)
    ld      s11, 96(sp)
    addi    sp, sp, 112
    ret

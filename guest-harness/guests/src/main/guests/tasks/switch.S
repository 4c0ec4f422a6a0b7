#include "tasks.h"

.text
.globl run_task
run_task:
    addi    sp, sp, -112
    sd      ra, 0(sp)
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11
    sd      s\r, (8+8*\r)(sp)
    .endr
    sd      sp, CONTEXT_KERNEL_STACK(a0)
    la      t0, task_trap
    csrw    stvec, t0
    ld      t0, CONTEXT_EPC(a0)
    csrw    sepc, t0
    ld      t0, CONTEXT_FCSR(a0)
    fscsr   t0
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fld     f\r, CONTEXT_FLOATS+\r*8(a0)
    .endr
    csrw    sscratch, a0
    mv      t6, a0
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    ld      x\r, \r*8(t6)
    .endr
    sret

.balign 4
task_trap:
    csrrw   t6, sscratch, t6
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    sd      x\r, \r*8(t6)
    .endr
    csrr    t0, sscratch
    sd      t0, 31*8(t6)
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fsd     f\r, CONTEXT_FLOATS+\r*8(t6)
    .endr
    frcsr   t0
    sd      t0, CONTEXT_FCSR(t6)
    csrr    t0, sepc
    sd      t0, CONTEXT_EPC(t6)
    /* A trap in the kernel itself is a fault of it, and goes to the common handler. */
    la      t0, trap_entry
    csrw    stvec, t0
    la      t0, trap_stack_top
    csrw    sscratch, t0
    ld      sp, CONTEXT_KERNEL_STACK(t6)
    csrr    a0, scause
    ld      ra, 0(sp)
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11
    ld      s\r, (8+8*\r)(sp)
    .endr
    addi    sp, sp, 112
    ret

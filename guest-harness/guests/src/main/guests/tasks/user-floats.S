/* The same for the floating-point registers and the rounding mode. */
#include "tasks.h"

.text
.globl user_floats
user_floats:
    li      t0, 2
    fsrm    t0
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    li      t0, CANARY << 32 | 0x100 | \r
    fmv.d.x f\r, t0
    .endr
    li      t1, 30000
1:  addi    t1, t1, -1
    bnez    t1, 1b
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    li      t0, CANARY << 32 | 0x100 | \r
    fmv.x.d t2, f\r
    sub     t0, t0, t2
    snez    t0, t0
    add     t1, t1, t0
    .endr
    frrm    t0
    addi    t0, t0, -2
    snez    t0, t0
    add     a0, t1, t0
    li      a7, CALL_REPORT
    ecall
    j       user_floats

/* Keeps a canary in every register but two, long enough to be preempted, and reports how many have changed. */
#include "tasks.h"

.macro canary register, number
    li      \register, CANARY << 32 | \number
.endm

.text
.globl user_registers
user_registers:
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
    canary  x\r, \r
    .endr
    li      t5, 30000
1:  addi    t5, t5, -1
    bnez    t5, 1b
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
    canary  t6, \r
    sub     t6, t6, x\r
    snez    t6, t6
    add     t5, t5, t6
    .endr
    mv      a0, t5
    li      a7, CALL_REPORT
    ecall
    j       user_registers

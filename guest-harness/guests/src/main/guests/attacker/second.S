/* The second hart of the partition: it has its own stack, and its traps end in the instruction after the one that trapped. */
.text

/* Entered by SBI hart_start with a0 = hart id, a1 = a struct second_job; runs it, says so and stops. */
.globl second_entry
second_entry:
    /* What was in the registers: x1 to x31, then f0 to f31. */
    la      t6, second_state
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    sd      x\r, \r*8(t6)
    .endr
    li      t0, 0x6000
    csrs    sstatus, t0
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fsd     f\r, (256+\r*8)(t6)
    .endr
    csrr    t0, sscratch
    sd      t0, 512(t6)
    csrr    t0, sepc
    sd      t0, 520(t6)
    csrr    t0, stvec
    sd      t0, 528(t6)
    csrr    t0, satp
    sd      t0, 536(t6)
    la      sp, second_stack_top
    mv      s0, a1
    ld      t0, 0(s0)
    ld      a0, 8(s0)
    ld      a1, 16(s0)
    jalr    t0
    sd      a0, 24(s0)
    fence
    li      t0, 1
    sd      t0, 32(s0)
    /* SBI HSM, hart_stop. */
    li      a7, 0x48534D
    li      a6, 1
    ecall
1:  wfi
    j       1b

/* struct touch NAME(address): value in a0, 0 or the cause of the trap in a1. */
.macro touch name, instruction
.globl \name
.balign 4
\name:
    mv      t2, ra
    csrr    t1, stvec
    la      t0, 1f
    csrw    stvec, t0
    \instruction
    csrw    stvec, t1
    li      a1, 0
    jr      t2
.balign 4
1:  csrw    stvec, t1
    csrr    a1, scause
    li      a0, 0
    jr      t2
.endm

    touch   touch_load, "ld a0, 0(a0)"
    touch   touch_store, "sd a0, 0(a0)"
    touch   touch_execute, "jalr a0"
    touch   touch_cycle, "rdcycle a0"
    touch   touch_instret, "rdinstret a0"
    touch   touch_event, "csrr a0, hpmcounter3"
    touch   touch_hypervisor, "csrr a0, 0x600"

.section .bss
.balign 16
.globl second_state
second_state:
    .zero   544
.balign 16
second_stack:
    .zero   16384
second_stack_top:

/* Fills registers, lets time pass, and stores what is in them then. No trap may be taken meanwhile: the stack pointer is
   one of them. */
.text

.macro save_callee
    addi    sp, sp, -128
    sd      ra, 0(sp)
    sd      gp, 8(sp)
    sd      tp, 16(sp)
    sd      s0, 24(sp)
    sd      s1, 32(sp)
    .irp r, 2,3,4,5,6,7,8,9,10,11
    sd      s\r, (24+8*\r)(sp)
    .endr
    la      t0, kept_out
    sd      a1, 0(t0)
    la      t0, kept_stack
    sd      sp, 0(t0)
.endm

.macro restore_callee
    la      t0, kept_stack
    ld      sp, 0(t0)
    ld      ra, 0(sp)
    ld      gp, 8(sp)
    ld      tp, 16(sp)
    ld      s0, 24(sp)
    ld      s1, 32(sp)
    .irp r, 2,3,4,5,6,7,8,9,10,11
    ld      s\r, (24+8*\r)(sp)
    .endr
    addi    sp, sp, 128
.endm

.macro hold waiting
    save_callee
    mv      t5, a2
    mv      t6, a0
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
    ld      x\r, \r*8(t6)
    .endr
1:
    .if \waiting
    wfi
    .endif
    rdtime  t6
    bltu    t6, t5, 1b
    la      t6, kept_out
    ld      t6, 0(t6)
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29
    sd      x\r, \r*8(t6)
    .endr
    restore_callee
    ret
.endm

.globl hold_registers
hold_registers:
    hold 0

.globl hold_registers_waiting
hold_registers_waiting:
    hold 1

.globl hold_floats
hold_floats:
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fld     f\r, \r*8(a0)
    .endr
1:  rdtime  t0
    bltu    t0, a2, 1b
    .irp r, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    fsd     f\r, \r*8(a1)
    .endr
    ret

.globl call_with_registers
call_with_registers:
    save_callee
    mv      t6, a0
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
    ld      x\r, \r*8(t6)
    .endr
    ecall
    /* t6 itself is watched too: it goes through sscratch, which no trap needs here. */
    csrrw   t6, sscratch, t6
    la      t6, kept_out
    ld      t6, 0(t6)
    .irp r, 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    sd      x\r, \r*8(t6)
    .endr
    csrr    t0, sscratch
    sd      t0, 31*8(t6)
    la      t0, trap_stack_top
    csrw    sscratch, t0
    restore_callee
    ret

.section .bss
.balign 8
kept_out:
    .zero   8
kept_stack:
    .zero   8

# Every program runs in S-mode, its addresses translated by Sv39: one identity map of gigapages. On the bare board it begins in
# M-mode, where what S-mode calls for is a few instructions; with -DPARTITION it begins in S-mode, above the core. With -DPAIR a
# second hart does the same work at the same time, and the first tells a result when both have come to it.
    .equ    UART, 0x10000000
    .equ    FINISHER, 0x100000
    .section .text.start
    .globl _start
_start:
#ifndef PARTITION
    csrr    tp, mhartid
    li      t0, -1
    srli    t0, t0, 10
    csrw    pmpaddr0, t0                # all of the address space,
    li      t0, 0x1f
    csrw    pmpcfg0, t0                 # to read, write and execute
    la      t0, machine_trap
    csrw    mtvec, t0
    li      t0, 1 << 5
    csrw    mideleg, t0                 # the supervisor timer's interrupt
    li      t0, -1
    csrw    mcounteren, t0
    li      t0, 1
    slli    t0, t0, 63
    csrw    0x30a, t0                   # menvcfg.STCE: stimecmp exists
    li      t0, 0x6800                  # MPP = S, FS = dirty
    csrw    mstatus, t0
    la      t0, supervisor
    csrw    mepc, t0
    mret

    .balign 4
machine_trap:                           # answers calls, all alike but for SBI's that sets the timer
    csrw    mscratch, t0
    li      t0, 0x54494D45
    bne     a7, t0, 1f
    csrw    0x14d, a0                   # stimecmp
1:  csrr    t0, mepc
    addi    t0, t0, 4
    csrw    mepc, t0
    csrr    t0, mscratch
    mret
#endif

supervisor:
    la      sp, stack_top
#ifdef PAIR
    slli    t0, tp, 15                  # half of the stack each
    sub     sp, sp, t0
#endif
    la      t0, table
    li      t1, 0xcf                    # leaf: V R W X A D
    li      t2, 1 << 28                 # the next gigapage's number, in place
    li      t3, 4
1:  sd      t1, 0(t0)
    addi    t0, t0, 8
    add     t1, t1, t2
    addi    t3, t3, -1
    bnez    t3, 1b
    la      t0, table
    srli    t0, t0, 12
    li      t1, 8
    slli    t1, t1, 60
    or      t0, t0, t1
    csrw    satp, t0
    sfence.vma
    li      t0, 3 << 13                 # FS = dirty
    csrs    sstatus, t0
    li      s0, TIMES
    li      s1, 0
2:  call    work
#ifdef PAIR
    la      t0, done
    li      t1, 1
    bnez    tp, 4f
    addi    s1, s1, 1
3:  ld      t2, 0(t0)
    bltu    t2, s1, 3b                  # the other has not done its share
    j       5f
4:  amoadd.d zero, t1, (t0)
    j       6f
5:
#endif
    call    report
6:
    addi    s0, s0, -1
    bnez    s0, 2b
#ifdef PAIR
7:  bnez    tp, 7b
#endif
    li      t0, FINISHER
    li      t1, 0x5555
    sw      t1, 0(t0)
1:  j       1b

# Writes a0 to the serial port, in hexadecimal, as a line.
report:
    li      t0, UART
    li      t1, 60
1:  srl     t2, a0, t1
    andi    t2, t2, 15
    addi    t2, t2, '0'
    li      t3, '9'
    bleu    t2, t3, 2f
    addi    t2, t2, 'a' - '0' - 10
2:  sb      t2, 0(t0)
    addi    t1, t1, -4
    bgez    t1, 1b
    li      t2, '\n'
    sb      t2, 0(t0)
    ret

    .bss
    .balign 64
done:
    .skip   64
    .balign 4096
table:
    .skip   4096
    .balign 16
    .skip   65536
stack_top:

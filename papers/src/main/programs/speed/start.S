# Every program runs in S-mode, its addresses translated by Sv39: one identity map of gigapages.
    .section .text.start
    .globl _start
_start:
    li      t0, -1
    srli    t0, t0, 10
    csrw    pmpaddr0, t0                # all of the address space,
    li      t0, 0x1f
    csrw    pmpcfg0, t0                 # to read, write and execute
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
    li      t0, 0x6800                  # MPP = S, FS = dirty
    csrw    mstatus, t0
    la      t0, supervisor
    csrw    mepc, t0
    la      sp, stack_top
    mret
supervisor:
    li      s0, TIMES
2:  call    work
    addi    s0, s0, -1
    bnez    s0, 2b
    la      t0, result
    sd      a0, 0(t0)
    li      t0, 0x100000                # the test finisher
    li      t1, 0x5555
    sw      t1, 0(t0)
1:  j       1b

    .bss
    .balign 4096
table:
    .skip   4096
    .balign 16
    .skip   65536
stack_top:
    .globl  result
result:
    .skip   8

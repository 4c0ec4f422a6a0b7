# Two harts: the first counts to five thousand in memory and ends the machine, the second counts until then.
        .globl  _start
_start: csrr    a0, mhartid
        bnez    a0, second
        li      s0, 5000
        la      s1, counter
loop:   jal     count
        addi    s0, s0, -1
        bnez    s0, loop
        li      a1, 0x5555
        li      a2, 0x100000
        sw      a1, 0(a2)
stop:   j       stop

count:  ld      t0, 0(s1)
        addi    t0, t0, 1
counted:
        sd      t0, 0(s1)
        ret

second: la      s1, other
again:  jal     count
        j       again

        .data
        .balign 4096
counter: .dword 0
        .balign 4096
other:  .dword  0

package org.cofferdam.properties.tworuns;

import java.util.List;

/** Control and status registers that generated guests read and write. */
final class Registers {
    /** What a supervisor has, and some of what it has not. */
    static final List<Integer> OWN = List.of(
            0x001, 0x002, 0x003, // fflags, frm, fcsr
            0x100, 0x104, 0x105, 0x106, 0x10A, // sstatus, sie, stvec, scounteren, senvcfg
            0x10C, 0x120, // sstateen0, scountinhibit
            0x140, 0x141, 0x142, 0x143, 0x144, 0x14D, 0x180, // sscratch to satp
            0x200, 0x240, 0x600, 0x605, 0x606, 0x645, 0x680, // those of a hypervisor
            0xC00, 0xC01, 0xC02, 0xC03, 0xDA0); // cycle, time, instret, hpmcounter3, scountovf

    /** Those that a program can do anything to and go on: stvec, satp and sie have units of their own. */
    private static final List<Integer> WRITTEN =
            List.of(0x001, 0x002, 0x003, 0x106, 0x10A, 0x10C, 0x140, 0x140, 0x141, 0x142, 0x143, 0x144, 0x14D);

    /** Bits of sstatus: SIE, SPIE, SPP, FS, SUM, MXR. */
    private static final List<Integer> STATUS = List.of(0x2, 0x20, 0x100, 0x6000, 0x4_0000, 0x8_0000);

    private Registers() {}

    static void write(GuestCode code, Choice choice) {
        String operation = choice.of(List.of("csrrw", "csrrs", "csrrc"));
        switch (choice.below(6)) {
            case 0 ->
                code.set("a0", choice.of(STATUS)).add((choice.oneIn(2) ? "csrrs" : "csrrc") + " zero, sstatus, a0");
            case 1 ->
                code.set("a0", choice.word() & 0x222)
                        .add("csrrw zero, sie, a0")
                        .add(choice.oneIn(2) ? "addi zero, zero, 0" : "csrrsi zero, sip, 2");
            case 2 ->
                code.set("a0", choice.wild())
                        .add(operation + " a0, " + any(choice) + ", a0")
                        .note("a0");
            default ->
                code.set("a0", choice.oneIn(3) ? choice.below(64) : choice.word())
                        .add(operation + " a0, " + choice.of(WRITTEN) + ", a0")
                        .note("a0");
        }
    }

    /** Any register but stvec, satp and those of others that would end the program. */
    private static int any(Choice choice) {
        int number = choice.below(0x1000);
        return number == 0x105 || number == 0x180 ? 0x140 : number;
    }
}

package org.cofferdam.machine.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.cofferdam.machine.isa.AssemblyException;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionSet;

/** Decoder, assembler and disassembler agree about every instruction of the table. */
class Rv64Properties {
    private static final InstructionSet TABLE = Rv64.instructions();

    @Provide
    Arbitrary<Encoding> encodings() {
        return Arbitraries.of(TABLE.encodings());
    }

    @Property(tries = 20_000)
    void textAndBitsSayTheSame(@ForAll("encodings") Encoding encoding, @ForAll int random) {
        int bits = encoding.pattern().match() | (random & ~encoding.pattern().mask());
        bits &= encoding.pattern().length() == 2 ? 0xffff : -1;
        Assume.that(encoding.pattern().matches(bits));
        String text = TABLE.disassemble(bits);
        // A fence has fields that its text does not show; they are written as zero.
        int again = TABLE.encode(text);
        assertEquals(text, TABLE.disassemble(again));
        if (!text.startsWith("fence")) {
            assertEquals(bits, again, text);
        }
    }

    @Property(tries = 20_000)
    void everyWordIsOneInstructionOrNone(@ForAll int bits) {
        int own = InstructionSet.lengthOf(bits) == 2 ? bits & 0xffff : bits;
        List<Encoding> fitting = TABLE.encodings().stream()
                .filter(encoding -> encoding.pattern().length() == InstructionSet.lengthOf(bits))
                .filter(encoding -> encoding.pattern().matches(own))
                .toList();
        assertEquals(fitting.stream().findFirst(), TABLE.decode(bits).map(Decoded::encoding));
    }

    @Example
    void everyInstructionBelongsToAnExtension() {
        assertEquals(
                List.of(),
                TABLE.encodings().stream()
                        .filter(encoding -> encoding.extension().isEmpty())
                        .toList());
    }

    @Example
    void reservedCompressedEncodingsAreIllegal() {
        // 16-bit instructions with reserved operands: unprivileged specification, "C", listings of the three quadrants.
        int[] reserved = {
            0x0000, // all zero, defined illegal
            0x0004, // c.addi4spn of 0
            0x8c40, // c.sh with bit 6 set
            0x9000, // quadrant 0, funct6 100100 and up
            0x9c00, 0x2001, // c.addiw to x0
            0x6081, // c.lui of 0
            0x6101, // c.addi16sp of 0
            0x9c79, // quadrant 1, funct6 100111, funct2 11, funct3 110
            0x9c7d, // the same, funct3 111
            0x4002, // c.lwsp to x0
            0x6002, // c.ldsp to x0
            0x8002, // c.jr x0
        };
        for (int bits : reserved) {
            assertEquals(".half 0x%04x".formatted(bits), TABLE.disassemble(bits));
        }
    }

    @Example
    void textIsWhatPeopleWrite() {
        assertEquals(0xffd58513, TABLE.encode("addi a0, a1, -3"));
        assertEquals(0xffd58513, TABLE.encode("  addi\tx10,x11 , -0x3"));
        assertEquals(0x00813503, TABLE.encode("ld a0, 8(sp)"));
        assertEquals(0xfe000ee3, TABLE.encode("beq zero, zero, -4"));
        assertEquals(0x12345537, TABLE.encode("lui a0, 0x12345"));
        assertEquals(0x0eb6a52f, TABLE.encode("amoswap.w.aqrl a0, a1, (a3)"));
        assertEquals(0x0330000f, TABLE.encode("fence rw, rw"));
        assertEquals("c.lui a0, 0xfffff", TABLE.disassemble(0x757d));
        assertEquals("c.addi4spn s0, sp, 16", TABLE.disassemble(0x0800));
    }

    @Example
    void whatCannotBeEncodedIsRefusedWithItsReason() {
        assertRefused("\"addi a0, a1, 2048\": imm cannot be 2048");
        assertRefused("\"beq a0, a1, 3\": offset cannot be 3");
        assertRefused("\"addi a0, a1\": expected , after \"a0,a1\"");
        assertRefused("\"addi a0, a1, 1, 2\": no number: 1,2");
        assertRefused("\"addi a0, q1, 1\": no integer register q1");
        assertRefused("\"frobnicate a0\": unknown instruction");
        assertRefused("\"c.lui sp, 0x1\": rd cannot be sp");
        assertRefused("\"c.addi4spn a0, sp, 0\": nzuimm cannot be 0");
        assertRefused("\"c.lw t0, 0(a0)\": rd' cannot be t0");
        assertRefused("\"add.aq a0, a1, a2\": no suffix .aq");
    }

    private static void assertRefused(String message) {
        String line = message.substring(1, message.lastIndexOf('"', message.indexOf("\": ")));
        assertEquals(
                message,
                assertThrows(AssemblyException.class, () -> TABLE.encode(line)).getMessage());
    }
}

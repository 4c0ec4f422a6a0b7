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
import org.cofferdam.machine.isa.Disassembler;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.isa.InstructionSet;

/** Decoder, assembler and disassembler agree about every instruction of the table. */
class Rv64Properties {
    private static final InstructionSet TABLE = Rv64.instructions();
    private static final Disassembler ALIASED = new Disassembler(TABLE, true, Long::toString);

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
        // A fence has fields that its text does not show; they are written as zero, which makes a pause of "w, 0".
        int again = TABLE.encode(text);
        assertEquals(text.equals("fence w, 0") ? "pause" : text, TABLE.disassemble(again));
        if (!text.startsWith("fence")) {
            assertEquals(bits, again, text);
        }
    }

    /** What a person reads in a disassembly may be typed in again: pseudo-instructions, and 16-bit ones as whole ones. */
    @Property(tries = 20_000)
    void pseudoInstructionsSayTheSameToo(@ForAll("encodings") Encoding encoding, @ForAll int random) {
        int bits = encoding.pattern().match() | (random & ~encoding.pattern().mask());
        bits &= encoding.pattern().length() == 2 ? 0xffff : -1;
        Assume.that(encoding.pattern().matches(bits));
        String text = ALIASED.text(bits, 0);
        // c.mv adds to zero, and is written as the move that adds zero.
        Assume.that(!text.contains("unknown")
                && !text.startsWith("fence")
                && !encoding.mnemonic().equals("c.mv"));
        Decoded decoded = TABLE.decode(bits).orElseThrow();
        Decoded again = TABLE.decode(TABLE.encode(text)).orElseThrow();
        assertEquals(decoded.encoding().definition(), again.encoding().definition(), text);
        again.encoding().pattern().fields().forEach(field -> {
            String operand = field.name();
            if (!operand.endsWith("'") && decoded.encoding().hasOperand(operand)) {
                assertEquals(decoded.operand(operand), again.operand(operand), text);
            }
        });
    }

    @Example
    void everyHalfwordIsOneInstructionOrNone() {
        int legal = 0;
        for (int bits = 0; bits < 1 << 16; bits++) {
            if (InstructionSet.lengthOf(bits) == 2) {
                everyWordIsOneInstructionOrNone(bits);
                if (TABLE.decode(bits).isPresent()) {
                    legal++;
                    assertEquals(bits, TABLE.encode(TABLE.disassemble(bits)));
                }
            }
        }
        assertEquals((3 << 14) - reservedHalfwords(), legal);
    }

    /** How many encodings the listings of the three quadrants and Zcb leave undefined (Zcmp and hints aside). */
    private static int reservedHalfwords() {
        int addi4spnOfZero = 8; // with the all-zero one
        int quadrant0Row4 = 8 * 256 - 3 * 256 - 128; // lbu, lh and lhu, sb, half of sh are there
        int addiwToZero = 64;
        int luiOfZero = 31;
        int addi16spOfZero = 1;
        int wordArithmetic = 8 * 2; // of funct3 under funct2 11: 6 and 7
        int loadsToZero = 2 * 64;
        int jumpToZero = 1;
        return addi4spnOfZero
                + quadrant0Row4
                + addiwToZero
                + luiOfZero
                + addi16spOfZero
                + wordArithmetic
                + loadsToZero
                + jumpToZero;
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

    /** Of a fence's hidden fields the text says nothing, so the text of this one is that of a pause. */
    @Example
    void aFenceOfWritesBeforeNothingIsWrittenAsAPause() {
        assertEquals("fence w, 0", TABLE.disassemble(0x8100000f));
        assertEquals("pause", TABLE.disassemble(0x0100000f));
        assertEquals(0x0100000f, TABLE.encode("fence w, 0"));
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
        assertEquals(0x81c8, TABLE.encode("c.lbu a0, 1(a1)"));
        assertEquals(0x85a8, TABLE.encode("c.lhu a0, 2(a1)"));
        assertEquals(0x85e8, TABLE.encode("c.lh a0, 2(a1)"));
        assertEquals(0x89e8, TABLE.encode("c.sb a0, 3(a1)"));
        assertEquals(0x8da8, TABLE.encode("c.sh a0, 2(a1)"));
        assertEquals(0x9d61, TABLE.encode("c.zext.b a0"));
        assertEquals(0x9d65, TABLE.encode("c.sext.b a0"));
        assertEquals(0x9d69, TABLE.encode("c.zext.h a0"));
        assertEquals(0x9d6d, TABLE.encode("c.sext.h a0"));
        assertEquals(0x9d71, TABLE.encode("c.zext.w a0"));
        assertEquals(0x9d75, TABLE.encode("c.not a0"));
        assertEquals(0x9d4d, TABLE.encode("c.mul a0, a1"));
        assertEquals(0x0040a00f, TABLE.encode("cbo.zero (ra)"));
        assertEquals("c.lui a0, 0xfffff", TABLE.disassemble(0x757d));
        assertEquals("c.addi4spn s0, sp, 16", TABLE.disassemble(0x0800));
    }

    @Example
    void peopleUsePseudoInstructionsAndNames() {
        assertEquals(TABLE.encode("jalr zero, 0(ra)"), TABLE.encode("ret"));
        assertEquals(TABLE.encode("addi zero, zero, 0"), TABLE.encode("nop"));
        assertEquals(TABLE.encode("addi a0, a0, 1"), TABLE.encode("add a0, a0, 1"));
        assertEquals(TABLE.encode("bge a0, a1, 8"), TABLE.encode("ble a1, a0, 8"));
        assertEquals(TABLE.encode("csrrw zero, 0x340, a0"), TABLE.encode("csrw mscratch, a0"));
        assertEquals(TABLE.encode("fsgnjx.h fa0, fa1, fa1"), TABLE.encode("fabs.h fa0, fa1"));
        assertEquals(0x0ff0000f, TABLE.encode("fence"));
        assertEquals("csrrw zero, mscratch, a0", TABLE.disassemble(0x34051073));
        assertEquals("fcvt.d.w fa0, a0", TABLE.disassemble(0xd2050553));
        assertEquals("fli.s fa0, 0x1.4p-2", TABLE.disassemble(TABLE.encode("fli.s fa0, 0.3125")));
    }

    @Example
    void disassemblyIsThatOfObjdump() {
        assertWritten("ret", "c.jr\tra", 0x8082);
        assertWritten("li\ta0,1", "c.li\ta0,1", 0x4505);
        assertWritten("add\tsp,sp,-16", "c.addi\tsp,-16", 0x1141);
        assertWritten("mv\ta0,a1", "c.mv\ta0,a1", 0x852e);
        assertWritten("sext.w\ta0,a0", "c.addiw\ta0,0", 0x2501);
        assertWritten("sd\tra,8(sp)", "c.sdsp\tra,8(sp)", 0xe406);
        assertWritten("unimp", "c.unimp", 0);
        assertWritten("beqz\ta0,1010", "beq\ta0,zero,1010", 0x00050863);
        assertWritten("j\t1010", "jal\tzero,1010", 0x0100006f);
        assertWritten("csrr\ta0,mhartid", "csrrs\ta0,mhartid,zero", 0xf1402573);
        assertWritten("csrw\tmstatus,8", "csrrwi\tzero,mstatus,8", 0x30045073);
        assertWritten("fmv.d\tfa0,fa1", "fsgnj.d\tfa0,fa1,fa1", 0x22b58553);
        assertWritten("sll\ta0,a0,0x20", "slli\ta0,a0,0x20", 0x02051513);
        assertWritten("amoadd.w.aqrl\ta0,a1,(a2)", "amoadd.w.aqrl\ta0,a1,(a2)", 0x06b6252f);
        assertWritten("fence\trw,w", "fence\trw,w", 0x0310000f);
        assertWritten("c.li\tzero,1", "c.li\tzero,1", 0x4005);
        assertWritten(".2byte\t0x8002", ".2byte\t0x8002", 0x8002);
        assertWritten(".4byte\t0xffffffff", ".4byte\t0xffffffff", -1);
    }

    private static void assertWritten(String aliased, String plain, int bits) {
        Disassembler withAliases = new Disassembler(TABLE, true, Long::toHexString);
        Disassembler without = new Disassembler(TABLE, false, Long::toHexString);
        assertEquals(aliased, withAliases.text(bits, 0x1000));
        assertEquals(plain, without.text(bits, 0x1000));
    }

    @Example
    void whatCannotBeEncodedIsRefusedWithItsReason() {
        assertRefused("\"addi a0, a1, 2048\": imm cannot be 2048");
        assertRefused("\"beq a0, a1, 3\": offset cannot be 3");
        assertRefused("\"addi a0, a1\": expected , after \"a0,a1\"");
        assertRefused("\"addi a0, a1, 1, 2\": no number: 1,2");
        assertRefused("\"addi a0, q1, 1\": no integer register q1");
        assertRefused("\"csrw mnothing, a0\": no control and status register mnothing");
        assertRefused("\"fli.s fa0, 0.3\": no constant 0.3");
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

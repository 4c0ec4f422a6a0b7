package org.cofferdam.machine.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every way in which a room can be wrong is refused when the table is built. */
class TableCheckTest {
    private static final String ADD = "0000000 rs2 rs1 000 rd 0110011";

    static final class Sound {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }

        @Instruction(asm = "neg rd, rs2", bits = "0000000 rs2 00000 000 rd 0110011", specialises = "add")
        static long neg(long rs2) {
            return -rs2;
        }
    }

    @Test
    void aSpecialisationIsFoundBeforeWhatItIsCarvedFrom() {
        InstructionSet table = new InstructionSet(List.of(Sound.class));
        assertEquals("neg a0, a1", table.disassemble(table.encode("neg a0, a1")));
        assertEquals("add a0, a2, a1", table.disassemble(table.encode("add a0, a2, a1")));
    }

    static final class Overlapping {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }

        @Instruction(asm = "double rd, rs1", bits = "000000 shamt[0] 00000 rs1 000 rd 0110011")
        static long twice(long rs1) {
            return rs1 + rs1;
        }
    }

    @Test
    void overlappingEncodingsAreRefused() {
        assertRefused("overlaps", Overlapping.class);
    }

    static final class OverlappingAliases {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        @Compressed(asm = "c.add rd, rs2", bits = "1001 rd rs2!=0 10", as = "add rd, rd, rs2")
        @Compressed(asm = "c.zero rd", bits = "1001 rd 00000 10", as = "add rd, zero, zero")
        @Compressed(asm = "c.clash", bits = "1001 00010 00000 10", as = "add sp, zero, zero")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    @Test
    void anExcludedValueMakesRoomForOneOtherEncodingAndNotForTwo() {
        assertRefused("c.clash of OverlappingAliases.add (add) overlaps c.zero", OverlappingAliases.class);
    }

    static final class NotAPart {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }

        @Instruction(asm = "neg rd, rs2", bits = "0000001 rs2 00000 000 rd 0110011", specialises = "add")
        static long neg(long rs2) {
            return -rs2;
        }
    }

    @Test
    void aSpecialisationOfSomethingElseIsRefused() {
        assertRefused("is no part of add", NotAPart.class);
    }

    static final class TooFewBits {
        @Instruction(asm = "add rd, rs1, rs2", bits = "000000 rs2 rs1 000 rd 0110011")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class TooManyBits {
        @Instruction(asm = "add rd, rs1, rs2", bits = "00000000 rs2 rs1 000 rd 0110011")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class RepeatedBits {
        @Instruction(asm = "addi rd, rs1, imm", bits = "imm[11:1] imm[1] rs1 000 rd 0010011")
        static long addi(long rs1, long imm) {
            return rs1 + imm;
        }
    }

    @Test
    void everyBitIsAccountedForOnce() {
        assertRefused("1 bits are not accounted for", TooFewBits.class);
        assertRefused("too many bits", TooManyBits.class);
        assertRefused("bad or repeated slice", RepeatedBits.class);
    }

    static final class UnknownParameter {
        @Instruction(asm = "neg rd, rs2", bits = "0000000 rs2 00000 000 rd 0110011")
        static long neg(long rs1) {
            return -rs1;
        }
    }

    static final class ReadsDestination {
        @Instruction(asm = "neg rd, rs2", bits = "0000000 rs2 00000 000 rd 0110011")
        static long neg(long rd) {
            return -rd;
        }
    }

    static final class NarrowRegister {
        @Instruction(asm = "neg rd, rs2", bits = "0000000 rs2 00000 000 rd 0110011")
        static long neg(int rs2) {
            return -rs2;
        }
    }

    @Test
    void parametersAreWhatThePatternGives() {
        assertRefused("has a parameter rs1 that its pattern does not give", UnknownParameter.class);
        assertRefused("reads its destination", ReadsDestination.class);
        assertRefused("has a parameter rs2 of type int", NarrowRegister.class);
    }

    static final class ResultToNowhere {
        @Instruction(asm = "sum rs1, rs2", bits = "0000000 rs2 rs1 000 00000 0110011")
        static long sum(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class BranchToNowhere {
        @Instruction(asm = "less rd, rs1, rs2", bits = ADD)
        static boolean less(long rs1, long rs2) {
            return rs1 < rs2;
        }
    }

    @Test
    void resultsHaveAPlaceToGo() {
        assertRefused("has a result and no destination", ResultToNowhere.class);
        assertRefused("decides about a branch and has no offset", BranchToNowhere.class);
    }

    static final class IncompleteAlias {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        @Compressed(asm = "c.add rd, rs2", bits = "1001 rd rs2!=0 10", as = "add rd, rs2")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class AliasOfAnother {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        @Compressed(asm = "c.add rd, rs2", bits = "1001 rd rs2!=0 10", as = "sub rd, rd, rs2")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    @Test
    void anAliasGivesEveryOperandOfItsOwnInstruction() {
        assertRefused("does not give every operand", IncompleteAlias.class);
        assertRefused("does not give every operand", AliasOfAnother.class);
    }

    static final class AliasOfOtherShape {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        @Alias(asm = "move rd, rs1", as = "add rd, rs1")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class AliasThatHides {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        @Alias(asm = "move rd, rs1", as = "add rd, rs1, rs2")
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }
    }

    static final class AliasOfNothing {
        @Alias(asm = "move rd, rs1", as = "add rd, rs1, zero")
        static long add(long rs1) {
            return rs1;
        }
    }

    @Test
    void anotherNameSaysEverythingAboutItsInstruction() {
        assertRefused("does not give every operand", AliasOfOtherShape.class);
        assertRefused("does not show rs2", AliasThatHides.class);
        assertRefused("is an alias of nothing", AliasOfNothing.class);
    }

    static final class SameName {
        @Instruction(asm = "add rd, rs1, rs2", bits = ADD)
        static long add(long rs1, long rs2) {
            return rs1 + rs2;
        }

        @Instruction(asm = "add rd, rs1, imm", bits = "imm[11:0] rs1 000 rd 0010011")
        static long addi(long rs1, long imm) {
            return rs1 + imm;
        }
    }

    @Test
    void aMnemonicMeansOneInstruction() {
        assertRefused("has the mnemonic of", SameName.class);
    }

    private static void assertRefused(String reason, Class<?> room) {
        String message = assertThrows(IllegalArgumentException.class, () -> new InstructionSet(List.of(room)))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }
}

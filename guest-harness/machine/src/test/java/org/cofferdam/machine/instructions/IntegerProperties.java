package org.cofferdam.machine.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Encoding;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;

/**
 * What integer instructions compute, from instruction word to register, against formulas over whole numbers that follow
 * the words of the specification and share nothing with the implementation.
 */
class IntegerProperties {
    private static final long BASE = 0x8000_0000L;
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger ALL = TWO.pow(64).subtract(BigInteger.ONE);

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 0x1000);
    private final Hart hart;

    IntegerProperties() {
        Bus bus = new Bus();
        bus.attach(memory);
        hart = new Hart(0, bus, Engine.standard().codeCache(bus));
    }

    /** A register's content, read in the ways in which the specification does. */
    private record Value(long bits) {
        BigInteger signed() {
            return BigInteger.valueOf(bits);
        }

        BigInteger unsigned() {
            return signed().and(ALL);
        }

        BigInteger low(int width) {
            return signed().mod(TWO.pow(width));
        }

        BigInteger signedLow(int width) {
            BigInteger low = low(width);
            return low.testBit(width - 1) ? low.subtract(TWO.pow(width)) : low;
        }

        int low6() {
            return low(6).intValue();
        }

        int low5() {
            return low(5).intValue();
        }
    }

    private interface Formula extends BiFunction<Value, Value, BigInteger> {}

    private static final Map<String, Formula> OF_TWO_REGISTERS = new TreeMap<>();
    private static final Map<String, Formula> OF_IMMEDIATE = new TreeMap<>();
    private static final Map<String, Formula> OF_SHIFT_AMOUNT = new TreeMap<>();
    private static final Map<String, Formula> OF_ONE_REGISTER = new TreeMap<>();

    static {
        Map<String, Formula> r = OF_TWO_REGISTERS;
        r.put("add", (a, b) -> a.signed().add(b.signed()));
        r.put("sub", (a, b) -> a.signed().subtract(b.signed()));
        r.put("sll", (a, b) -> a.unsigned().multiply(TWO.pow(b.low6())));
        r.put("slt", (a, b) -> truth(a.signed().compareTo(b.signed()) < 0));
        r.put("sltu", (a, b) -> truth(a.unsigned().compareTo(b.unsigned()) < 0));
        r.put("xor", (a, b) -> bitwise(64, i -> bit(a, i) != bit(b, i)));
        r.put("or", (a, b) -> bitwise(64, i -> bit(a, i) || bit(b, i)));
        r.put("and", (a, b) -> bitwise(64, i -> bit(a, i) && bit(b, i)));
        r.put("srl", (a, b) -> a.unsigned().divide(TWO.pow(b.low6())));
        r.put("sra", (a, b) -> floor(a.signed(), TWO.pow(b.low6())));
        r.put("addw", (a, b) -> word(a.signed().add(b.signed())));
        r.put("subw", (a, b) -> word(a.signed().subtract(b.signed())));
        r.put("sllw", (a, b) -> word(a.low(32).multiply(TWO.pow(b.low5()))));
        r.put("srlw", (a, b) -> word(a.low(32).divide(TWO.pow(b.low5()))));
        r.put("sraw", (a, b) -> floor(a.signedLow(32), TWO.pow(b.low5())));
        r.put("mul", (a, b) -> a.signed().multiply(b.signed()));
        r.put("mulh", (a, b) -> floor(a.signed().multiply(b.signed()), TWO.pow(64)));
        r.put("mulhsu", (a, b) -> floor(a.signed().multiply(b.unsigned()), TWO.pow(64)));
        r.put("mulhu", (a, b) -> a.unsigned().multiply(b.unsigned()).divide(TWO.pow(64)));
        r.put("mulw", (a, b) -> word(a.signed().multiply(b.signed())));
        r.put("div", (a, b) -> quotient(a.signed(), b.signed()));
        r.put("divu", (a, b) -> quotient(a.unsigned(), b.unsigned()));
        r.put("rem", (a, b) -> remainder(a.signed(), b.signed()));
        r.put("remu", (a, b) -> remainder(a.unsigned(), b.unsigned()));
        r.put("divw", (a, b) -> word(quotient(a.signedLow(32), b.signedLow(32))));
        r.put("divuw", (a, b) -> word(quotient(a.low(32), b.low(32))));
        r.put("remw", (a, b) -> word(remainder(a.signedLow(32), b.signedLow(32))));
        r.put("remuw", (a, b) -> word(remainder(a.low(32), b.low(32))));
        for (int n = 1; n <= 3; n++) {
            BigInteger factor = TWO.pow(n);
            r.put("sh" + n + "add", (a, b) -> a.signed().multiply(factor).add(b.signed()));
            r.put("sh" + n + "add.uw", (a, b) -> a.low(32).multiply(factor).add(b.signed()));
        }
        r.put("add.uw", (a, b) -> a.low(32).add(b.signed()));
        r.put("andn", (a, b) -> bitwise(64, i -> bit(a, i) && !bit(b, i)));
        r.put("orn", (a, b) -> bitwise(64, i -> bit(a, i) || !bit(b, i)));
        r.put("xnor", (a, b) -> bitwise(64, i -> bit(a, i) == bit(b, i)));
        r.put("max", (a, b) -> a.signed().max(b.signed()));
        r.put("maxu", (a, b) -> a.unsigned().max(b.unsigned()));
        r.put("min", (a, b) -> a.signed().min(b.signed()));
        r.put("minu", (a, b) -> a.unsigned().min(b.unsigned()));
        r.put("rol", (a, b) -> bitwise(64, i -> bit(a, Math.floorMod(i - b.low6(), 64))));
        r.put("ror", (a, b) -> bitwise(64, i -> bit(a, (i + b.low6()) % 64)));
        r.put("rolw", (a, b) -> word(bitwise(32, i -> bit(a, Math.floorMod(i - b.low5(), 32)))));
        r.put("rorw", (a, b) -> word(bitwise(32, i -> bit(a, (i + b.low5()) % 32))));
        r.put("bclr", (a, b) -> a.unsigned().clearBit(b.low6()));
        r.put("bset", (a, b) -> a.unsigned().setBit(b.low6()));
        r.put("binv", (a, b) -> a.unsigned().flipBit(b.low6()));
        r.put("bext", (a, b) -> truth(bit(a, b.low6())));

        r.put("clmul", (a, b) -> carryless(a, b));
        r.put("clmulh", (a, b) -> carryless(a, b).shiftRight(64));
        r.put("clmulr", (a, b) -> carryless(a, b).shiftRight(63));
        r.put("czero.eqz", (a, b) -> b.signed().signum() == 0 ? BigInteger.ZERO : a.signed());
        r.put("czero.nez", (a, b) -> b.signed().signum() != 0 ? BigInteger.ZERO : a.signed());
        r.put("pack", (a, b) -> a.low(32).add(b.low(32).multiply(TWO.pow(32))));
        r.put("packh", (a, b) -> a.low(8).add(b.low(8).multiply(TWO.pow(8))));
        r.put("packw", (a, b) -> word(a.low(16).add(b.low(16).multiply(TWO.pow(16)))));
        r.put("xperm4", (a, b) -> bitwise(64, i -> bitOrZero(a, 4 * field(b, i / 4, 4) + i % 4)));
        r.put("xperm8", (a, b) -> bitwise(64, i -> bitOrZero(a, 8 * field(b, i / 8, 8) + i % 8)));

        for (String name : List.of("add", "slt", "xor", "or", "and", "addw")) {
            OF_IMMEDIATE.put(name.replaceFirst("(w?)$", "i$1"), r.get(name));
        }
        OF_IMMEDIATE.put("sltiu", r.get("sltu"));
        for (String name : List.of("sll", "srl", "sra", "ror", "bclr", "bext", "binv", "bset")) {
            OF_SHIFT_AMOUNT.put(name + "i", r.get(name));
        }
        for (String name : List.of("sll", "srl", "sra", "ror")) {
            OF_SHIFT_AMOUNT.put(name + "iw", r.get(name + "w"));
        }
        OF_SHIFT_AMOUNT.put("slli.uw", (a, b) -> a.low(32).multiply(TWO.pow(b.low6())));

        Map<String, Formula> u = OF_ONE_REGISTER;
        u.put("clz", (a, _) -> BigInteger.valueOf(64L - a.unsigned().bitLength()));
        u.put("clzw", (a, _) -> BigInteger.valueOf(32L - a.low(32).bitLength()));
        u.put(
                "ctz",
                (a, _) -> BigInteger.valueOf(a.bits == 0 ? 64 : a.unsigned().getLowestSetBit()));
        u.put(
                "ctzw",
                (a, _) -> BigInteger.valueOf(
                        a.low(32).signum() == 0 ? 32 : a.low(32).getLowestSetBit()));
        u.put("cpop", (a, _) -> BigInteger.valueOf(a.unsigned().bitCount()));
        u.put("cpopw", (a, _) -> BigInteger.valueOf(a.low(32).bitCount()));
        u.put("sext.b", (a, _) -> a.signedLow(8));
        u.put("sext.h", (a, _) -> a.signedLow(16));
        u.put("zext.h", (a, _) -> a.low(16));
        u.put("rev8", (a, _) -> bitwise(64, i -> bit(a, 8 * (7 - i / 8) + i % 8)));
        u.put("brev8", (a, _) -> bitwise(64, i -> bit(a, i / 8 * 8 + 7 - i % 8)));
        u.put("orc.b", (a, _) -> bitwise(64, i -> IntStream.range(0, 8).anyMatch(j -> bit(a, i / 8 * 8 + j))));
    }

    private static BigInteger truth(boolean holds) {
        return holds ? BigInteger.ONE : BigInteger.ZERO;
    }

    private static boolean bit(Value value, int index) {
        return value.unsigned().testBit(index);
    }

    private static boolean bitOrZero(Value value, int index) {
        return index < 64 && bit(value, index);
    }

    /** Field number {@code index} of those of a width that the value consists of. */
    private static int field(Value value, int index, int width) {
        return value.unsigned()
                .divide(TWO.pow(index * width))
                .mod(TWO.pow(width))
                .intValue();
    }

    /** Each bit is the parity of the pairs of bits that would be added up to it. */
    private static BigInteger carryless(Value a, Value b) {
        return bitwise(
                127,
                i -> IntStream.rangeClosed(Math.max(0, i - 63), Math.min(i, 63))
                                        .filter(j -> bit(a, j) && bit(b, i - j))
                                        .count()
                                % 2
                        == 1);
    }

    private static BigInteger bitwise(int width, java.util.function.IntPredicate bit) {
        BigInteger result = BigInteger.ZERO;
        for (int i = 0; i < width; i++) {
            result = bit.test(i) ? result.setBit(i) : result;
        }
        return result;
    }

    private static BigInteger word(BigInteger value) {
        return new Value(value.longValue()).signedLow(32);
    }

    private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
        return dividend.subtract(dividend.mod(divisor)).divide(divisor);
    }

    private static BigInteger quotient(BigInteger dividend, BigInteger divisor) {
        return divisor.signum() == 0 ? ALL : dividend.divide(divisor);
    }

    private static BigInteger remainder(BigInteger dividend, BigInteger divisor) {
        return divisor.signum() == 0 ? dividend : dividend.remainder(divisor);
    }

    /** Numbers near the borders of all widths, and any others. */
    @Provide
    Arbitrary<Long> values() {
        Arbitrary<Long> borders = Arbitraries.integers().between(0, 63).flatMap(shift -> Arbitraries.integers()
                .between(-2, 2)
                .flatMap(delta -> Arbitraries.of(1L, -1L).map(sign -> sign * (1L << shift) + delta)));
        return Arbitraries.oneOf(
                Arbitraries.longs(), borders, Arbitraries.integers().map(Integer::longValue));
    }

    @Provide
    Arbitrary<String> ofTwoRegisters() {
        return Arbitraries.of(OF_TWO_REGISTERS.keySet());
    }

    @Provide
    Arbitrary<String> ofImmediate() {
        return Arbitraries.of(OF_IMMEDIATE.keySet());
    }

    @Provide
    Arbitrary<String> ofShiftAmount() {
        return Arbitraries.of(OF_SHIFT_AMOUNT.keySet());
    }

    @Provide
    Arbitrary<String> ofOneRegister() {
        return Arbitraries.of(OF_ONE_REGISTER.keySet());
    }

    @Property(tries = 10_000)
    void computesOnTwoRegisters(
            @ForAll("ofTwoRegisters") String name, @ForAll("values") long a, @ForAll("values") long b) {
        BigInteger expected = OF_TWO_REGISTERS.get(name).apply(new Value(a), new Value(b));
        assertEquals(expected.longValue(), execute(name + " a2, a0, a1", a, b));
        assertEquals(expected.longValue(), execute(name + " a0, a0, a1", a, b));
    }

    @Property(tries = 3_000)
    void computesOnRegisterAndImmediate(@ForAll("ofImmediate") String name, @ForAll("values") long a, @ForAll int b) {
        int immediate = b >> 20;
        BigInteger expected = OF_IMMEDIATE.get(name).apply(new Value(a), new Value(immediate));
        assertEquals(expected.longValue(), execute("%s a2, a0, %d".formatted(name, immediate), a, 0));
    }

    @Property(tries = 3_000)
    void shiftsByAnAmount(@ForAll("ofShiftAmount") String name, @ForAll("values") long a, @ForAll int b) {
        int amount = name.endsWith("w") && !name.endsWith(".uw") ? b & 31 : b & 63;
        BigInteger expected = OF_SHIFT_AMOUNT.get(name).apply(new Value(a), new Value(amount));
        assertEquals(expected.longValue(), execute("%s a2, a0, %d".formatted(name, amount), a, 0));
    }

    @Property(tries = 3_000)
    void computesOnOneRegister(@ForAll("ofOneRegister") String name, @ForAll("values") long a) {
        BigInteger expected = OF_ONE_REGISTER.get(name).apply(new Value(a), new Value(0));
        assertEquals(expected.longValue(), execute(name + " a2, a0", a, 0));
    }

    @Property(tries = 2_000)
    void branchesWhenTheConditionHolds(@ForAll("values") long a, @ForAll("values") long b, @ForAll boolean same) {
        Value one = new Value(a);
        Value other = new Value(same ? a : b);
        int signed = one.signed().compareTo(other.signed());
        int unsigned = one.unsigned().compareTo(other.unsigned());
        assertTaken(signed == 0, "beq", one, other);
        assertTaken(signed != 0, "bne", one, other);
        assertTaken(signed < 0, "blt", one, other);
        assertTaken(signed >= 0, "bge", one, other);
        assertTaken(unsigned < 0, "bltu", one, other);
        assertTaken(unsigned >= 0, "bgeu", one, other);
    }

    private void assertTaken(boolean expected, String name, Value one, Value other) {
        execute(name + " a0, a1, -2048", one.bits, other.bits);
        assertEquals(BASE + (expected ? -2048 : 4), hart.pc, name);
    }

    @Example
    void noInstructionOfTheseRoomsIsWithoutAFormula() {
        List<Class<?>> rooms = List.of(
                AddressInstructions.class,
                BitInstructions.class,
                CarrylessInstructions.class,
                ConditionalInstructions.class,
                CrossbarInstructions.class,
                IntegerInstructions.class,
                MultiplyInstructions.class,
                PackInstructions.class,
                SingleBitInstructions.class);
        List<String> without = Rv64.instructions().encodings().stream()
                .filter(encoding ->
                        rooms.contains(encoding.definition().method().getDeclaringClass()))
                .filter(encoding -> encoding.pattern().length() == 4)
                .map(Encoding::mnemonic)
                .filter(name -> !OF_TWO_REGISTERS.containsKey(name)
                        && !OF_IMMEDIATE.containsKey(name)
                        && !OF_SHIFT_AMOUNT.containsKey(name)
                        && !OF_ONE_REGISTER.containsKey(name))
                .collect(Collectors.toList());
        assertEquals(List.of("auipc", "lui"), without.stream().sorted().toList());
    }

    @Example
    void upperImmediatesAreSignExtended() {
        assertEquals(0xffff_ffff_8000_0000L, execute("lui a2, 0x80000", 0, 0));
        assertEquals(0x7fff_f000L, execute("lui a2, 0x7ffff", 0, 0));
        assertEquals(BASE - 0x1000, execute("auipc a2, 0xfffff", 0, 0));
        assertTrue(execute("c.lui a2, 0xfffff", 0, 0) == -0x1000);
    }

    /** Executes one instruction with these values in a0 and a1; what it leaves in its destination, a2 or a0. */
    private long execute(String line, long a0, long a1) {
        int bits = Rv64.instructions().encode(line);
        memory.storeWord(BASE, bits);
        hart.x[10] = a0;
        hart.x[11] = a1;
        hart.pc = BASE;
        hart.run(hart.cycle + 1);
        return hart.x[line.contains(" a2") ? 12 : 10];
    }
}

package org.cofferdam.machine.isa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of the registers in the calling convention (RISC-V ELF psABI, "Register Convention"). */
public final class RegisterNames {
    private static final List<String> INTEGER = List.of(
            "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6",
            "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6");
    private static final List<String> FLOATING_POINT = List.of(
            "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4",
            "fa5", "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9",
            "ft10", "ft11");

    private static final Map<String, Integer> INTEGER_NUMBERS = numbers(INTEGER, "x");
    private static final Map<String, Integer> FLOATING_POINT_NUMBERS = numbers(FLOATING_POINT, "f");

    private RegisterNames() {}

    /** The name of integer register {@code number}, 0 to 31. */
    public static String integer(int number) {
        return INTEGER.get(number);
    }

    /** The name of floating-point register {@code number}, 0 to 31. */
    public static String floatingPoint(int number) {
        return FLOATING_POINT.get(number);
    }

    /**
     * The number of the integer register called {@code name}: {@code a0}, {@code x10}, {@code fp}.
     *
     * @throws AssemblyException if there is none
     */
    public static int parseInteger(String name) {
        Integer number = INTEGER_NUMBERS.get(name);
        if (number == null) {
            throw new AssemblyException("no integer register " + name);
        }
        return number;
    }

    /**
     * The number of the floating-point register called {@code name}: {@code fa0}, {@code f10}.
     *
     * @throws AssemblyException if there is none
     */
    public static int parseFloatingPoint(String name) {
        Integer number = FLOATING_POINT_NUMBERS.get(name);
        if (number == null) {
            throw new AssemblyException("no floating-point register " + name);
        }
        return number;
    }

    static boolean isInteger(String name) {
        return INTEGER_NUMBERS.containsKey(name);
    }

    private static Map<String, Integer> numbers(List<String> names, String prefix) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put(names.get(i), i);
            numbers.put(prefix + i, i);
        }
        if (prefix.equals("x")) {
            numbers.put("fp", 8);
        }
        return Map.copyOf(numbers);
    }
}

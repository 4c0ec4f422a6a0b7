package org.cofferdam.papers.speed;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** What is executed: a program of ours, which does the same work over and over, or Debian from its kernel to its first program. */
enum Program {
    INTEGER(60, 0),
    BRANCHES(60, 0),
    CALLS(48, 0),
    SORTING(144, 0),
    MEMORY(24, 0),
    FLOATING(52, 0),
    STRINGS(64, 0),
    HASHING(280, 0),
    LOCKS(400, 0),
    DISPATCH(100, 0),
    HYPERCALL(32, 100_000),
    DEVICE(32, 100_000),
    TIMER(32, 50_000),
    DEBIAN(1, 0);

    /** How often its work is done unless somebody says so: what computes takes QEMU about five seconds then. */
    final int times;

    /** How often an exit happens each time that the work is done; 0 where it is not exits that count. */
    final int exits;

    Program(int times, int exits) {
        this.times = times;
        this.exits = exits;
    }

    /** The name of its source, and on the command line. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it computes, and says how fast instructions are. */
    boolean computes() {
        return exits == 0 && this != DEBIAN;
    }

    /** Whether two harts can do its work without getting in each other's way: it has no memory but the stack. */
    boolean canBeDoneByTwo() {
        return EnumSet.of(INTEGER, BRANCHES, CALLS, FLOATING).contains(this);
    }

    /** Those that compute. */
    static List<Program> computing() {
        return Arrays.stream(values()).filter(Program::computes).toList();
    }

    /** Those that do nothing but exit. */
    static List<Program> exiting() {
        return Arrays.stream(values()).filter(program -> program.exits > 0).toList();
    }
}

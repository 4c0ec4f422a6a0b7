package org.cofferdam.papers.speed;

import java.util.Locale;
import java.util.Optional;

/** What executes programs. The first is what the others are compared with. */
enum Contestant {
    QEMU("QEMU"),
    INTERPRETER("interpreter"),
    TRANSLATOR("translator"),
    PARTITION_INTERPRETER("interpreter, partition"),
    PARTITION_TRANSLATOR("translator, partition"),
    CHECKED_INTERPRETER("interpreter, partition, checked"),
    CHECKED_TRANSLATOR("translator, partition, checked"),
    NATIVE("native"),
    QEMU_PAIR("QEMU, two harts"),
    TRANSLATOR_PAIR("translator, two harts"),
    NATIVE_PAIR("native, two threads");

    /** In tables and plots. */
    final String title;

    Contestant(String title) {
        this.title = title;
    }

    /** On the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it takes part in a program: native code cannot trap, and the oracle is held against a boot alone. */
    boolean plays(Program program) {
        return switch (this) {
            case QEMU, INTERPRETER, TRANSLATOR, PARTITION_INTERPRETER, PARTITION_TRANSLATOR -> true;
            case CHECKED_INTERPRETER, CHECKED_TRANSLATOR -> program == Program.DEBIAN;
            case NATIVE -> program.computes();
            case QEMU_PAIR, TRANSLATOR_PAIR, NATIVE_PAIR -> program.canBeDoneByTwo();
        };
    }

    /** Whether its programs are partitions, above the core. */
    boolean partitioned() {
        return switch (this) {
            case PARTITION_INTERPRETER, PARTITION_TRANSLATOR, CHECKED_INTERPRETER, CHECKED_TRANSLATOR -> true;
            case QEMU, INTERPRETER, TRANSLATOR, NATIVE, QEMU_PAIR, TRANSLATOR_PAIR, NATIVE_PAIR -> false;
        };
    }

    /** Whether two harts, or threads, do the work at the same time, so that twice as much is done. */
    boolean pair() {
        return this == QEMU_PAIR || this == TRANSLATOR_PAIR || this == NATIVE_PAIR;
    }

    /** Whether it is code of the host, and no guest. */
    boolean hosted() {
        return this == NATIVE || this == NATIVE_PAIR;
    }

    /** Whether it is QEMU. */
    boolean qemu() {
        return this == QEMU || this == QEMU_PAIR;
    }

    /** Whether the core is held to its specification while it runs. */
    boolean checked() {
        return this == CHECKED_INTERPRETER || this == CHECKED_TRANSLATOR;
    }

    /** The engine of ours that it is, as the launcher calls it; none for the others. */
    Optional<String> engine() {
        return switch (this) {
            case INTERPRETER, PARTITION_INTERPRETER, CHECKED_INTERPRETER -> Optional.of("interpreter");
            case TRANSLATOR, PARTITION_TRANSLATOR, CHECKED_TRANSLATOR, TRANSLATOR_PAIR -> Optional.of("translator");
            case QEMU, QEMU_PAIR, NATIVE, NATIVE_PAIR -> Optional.empty();
        };
    }

    /** The program of the host that it needs; none if it is part of the house. */
    Optional<String> tool() {
        return switch (this) {
            case QEMU, QEMU_PAIR -> Optional.of("qemu-system-riscv64");
            case NATIVE, NATIVE_PAIR -> Optional.of("gcc");
            default -> Optional.empty();
        };
    }
}

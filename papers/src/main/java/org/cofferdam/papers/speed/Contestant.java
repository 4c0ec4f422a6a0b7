package org.cofferdam.papers.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What executes a program. */
enum Contestant {
    INTERPRETER("interpreter"),
    TRANSLATOR("translator"),
    QEMU("QEMU TCG"),
    NATIVE("native");

    /** RAM of the boards in MiB. */
    private static final String MEMORY = "32M";

    final String title;

    Contestant(String title) {
        this.title = title;
    }

    /** The command that executes a compiled program and ends with it. */
    List<String> command(Path program) {
        return switch (this) {
            case INTERPRETER -> own("interpreter", program);
            case TRANSLATOR -> own("translator", program);
            case QEMU ->
                List.of(
                        "qemu-system-riscv64",
                        "-M",
                        "virt",
                        "-m",
                        MEMORY,
                        "-display",
                        "none",
                        "-bios",
                        "none",
                        "-kernel",
                        program.toString());
            case NATIVE -> List.of(program.toString());
        };
    }

    private static List<String> own(String engine, Path program) {
        return List.of(
                "./cofferdam",
                "machine",
                "--engine",
                engine,
                "--bios",
                "none",
                "-m",
                MEMORY,
                "--hash",
                "--kernel",
                program.toString());
    }

    /** The command that compiles a program for it, to do its work so many times. */
    List<String> compiler(Path sources, String program, int times, Path into) {
        List<String> command = new ArrayList<>();
        if (this == NATIVE) {
            command.add("gcc");
        } else {
            command.addAll(List.of(
                    "riscv64-unknown-elf-gcc",
                    "-march=rv64gc",
                    "-mabi=lp64d",
                    "-mcmodel=medany",
                    "-ffreestanding",
                    "-nostdlib",
                    "-static",
                    "-Wl,--no-warn-rwx-segments",
                    "-T",
                    sources.resolve("program.ld").toString()));
        }
        command.addAll(List.of("-O2", "-ffp-contract=off", "-fno-tree-loop-distribute-patterns", "-DTIMES=" + times));
        command.addAll(
                List.of("-o", into.toString(), sources.resolve(program + ".c").toString()));
        command.add(sources.resolve(this == NATIVE ? "native.c" : "start.S").toString());
        return command;
    }
}

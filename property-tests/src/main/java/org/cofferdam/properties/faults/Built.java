package org.cofferdam.properties.faults;

import java.util.List;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.platform.PartitionedMachine;

/** The modules whose classes a fault may change. A class file is found beside a public class of its module, on class path and module path alike. */
enum Built {
    CORE("org.cofferdam.microkernel", Microkernel.class),
    MACHINE("org.cofferdam.machine", VirtBoard.class),
    PLATFORM("org.cofferdam.platform", PartitionedMachine.class);

    private static final List<Built> ALL = List.of(values());

    /** Name of the module, and the beginning of its packages' names. */
    final String module;

    private final Class<?> member;

    Built(String module, Class<?> member) {
        this.module = module;
        this.member = member;
    }

    /** A class of the module that the named one is in. */
    static Class<?> of(String className) {
        return moduleOf(className).member;
    }

    /** The module that a class is in. */
    static Built moduleOf(String className) {
        return ALL.stream()
                .filter(built -> className.startsWith(built.module + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault may change " + className));
    }

    /** The classes of all of them, as entries of a class path. */
    static List<String> paths() {
        return ALL.stream()
                .map(built -> built.member
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toList();
    }
}

package org.cofferdam.properties.faults;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.platform.PartitionedMachine;

/** The modules whose classes a fault may change. A class file is found beside a public class of its module, on class path and module path alike. */
enum Built {
    CORE("org.cofferdam.microkernel", Microkernel.class),
    MACHINE("org.cofferdam.machine", VirtBoard.class),
    PLATFORM("org.cofferdam.platform", PartitionedMachine.class),
    TESTS("org.cofferdam.properties", FaultsCommand.class);

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

    /** All that the product is made of, as entries of a class path; the modules of the machine under test are among them. */
    static List<String> paths() {
        Stream<String> modules = ModuleLayer.boot().configuration().modules().stream()
                .map(module -> module.reference().location())
                .flatMap(Optional::stream)
                .filter(location -> location.getScheme().equals("file"))
                .map(location -> Path.of(location).toString());
        Stream<String> classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty());
        return Stream.concat(modules, classes).distinct().sorted().toList();
    }

    /** Where the classes are that a fault has changed, if it changes any of this module. */
    Optional<Path> changed(Path faulty) {
        return Optional.of(faulty.resolve(module)).filter(Files::isDirectory);
    }
}

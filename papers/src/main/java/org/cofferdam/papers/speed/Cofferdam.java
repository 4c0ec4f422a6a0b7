package org.cofferdam.papers.speed;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * This very program as a process of its own: the same JVM, options and modules as those that execute this, without the launcher's script,
 * which looks for a JDK and for newer sources first.
 */
final class Cofferdam {
    private Cofferdam() {}

    /** The command of a process that does what {@code ./cofferdam} with these arguments does. */
    static List<String> command(List<String> arguments) {
        String java = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(
                        () -> new IllegalStateException("this system does not tell the path of this process's java"));
        String main = System.getProperty("jdk.module.main");
        if (main == null) {
            throw new IllegalStateException("not started as a module: use ./cofferdam paper speed");
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-m", main + "/" + System.getProperty("jdk.module.main.class")));
        command.addAll(arguments);
        return command;
    }
}

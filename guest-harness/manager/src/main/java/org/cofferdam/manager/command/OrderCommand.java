package org.cofferdam.manager.command;

import java.util.concurrent.Callable;
import org.cofferdam.manager.control.Verb;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that does one thing to one partition of a running system. */
abstract class OrderCommand implements Callable<Integer> {
    private final Verb verb;

    @Mixin
    private RunningSystem system;

    @Parameters(index = "0", paramLabel = "NAME", description = "The partition.")
    private String partition;

    OrderCommand(Verb verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() {
        return system.ask(client -> system.print(client.act(verb, partition)));
    }
}

package org.cofferdam.manager.command;

import java.util.concurrent.Callable;
import org.cofferdam.manager.control.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code cofferdam balloon NAME SIZE}. */
@Command(
        name = "balloon",
        description = "Ask a partition's guest to give memory back, or give it again.",
        footer = {
            "",
            "The partition needs virtio-balloon among its devices, and a guest with a driver for it, which does as it"
                    + " is asked",
            "or does not: stats shows how much memory it uses. What it gave is wiped, and its quota stays its own.",
            RunningSystem.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class BalloonCommand implements Callable<Integer> {
    @Mixin
    private RunningSystem system;

    @Parameters(index = "0", paramLabel = "NAME", description = "The partition.")
    private String partition;

    @Parameters(
            index = "1",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "How much its balloon shall hold, such as 64M; 0 gives everything back to the guest.")
    private long bytes;

    /** For the service loader. */
    public BalloonCommand() {}

    @Override
    public Integer call() {
        return system.ask(client -> system.print(client.balloon(partition, bytes)));
    }

    /** A size on the command line. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Order.Balloon.size(text);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(none.getMessage());
            }
        }
    }
}

package org.cofferdam.guests.command;

import java.io.IOException;
import org.cofferdam.guests.debugger.Debugger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags for a debugger, as QEMU's. */
final class DebugOptions {
    /** An address to listen at. */
    record Address(String host, int port) {
        private static final int LARGEST = 65_535;

        /** Reads {@code 1234}, {@code :1234}, {@code host:1234}, and QEMU's {@code tcp::1234}. */
        static final class Converter implements ITypeConverter<Address> {
            @Override
            public Address convert(String text) {
                String plain = text.startsWith("tcp:") ? text.substring("tcp:".length()) : text;
                plain = plain.split(",", 2)[0]; // QEMU's server=on,wait=off is what happens anyway
                int colon = plain.lastIndexOf(':');
                try {
                    int port = Integer.parseInt(plain.substring(colon + 1));
                    if (port >= 0 && port <= LARGEST) {
                        return new Address(colon <= 0 ? null : plain.substring(0, colon), port);
                    }
                } catch (NumberFormatException e) {
                    // as one out of range
                }
                throw new TypeConversionException("'%s' is no port, nor HOST:PORT".formatted(text));
            }
        }
    }

    @Option(
            names = {"--gdb", "-gdb"},
            paramLabel = "[HOST:]PORT",
            converter = Address.Converter.class,
            description = {
                "Let gdb-multiarch connect (target remote :PORT); to this host alone unless HOST is given.",
                "The machine runs until a debugger comes, unless --freeze is given."
            })
    private Address gdb;

    @Option(names = "-s", description = "As --gdb 1234.")
    private boolean usualPort;

    @Option(
            names = {"--freeze", "-S"},
            description = "With --gdb: wait at the first instruction until a debugger lets the machine go.")
    private boolean freeze;

    private static final int USUAL_PORT = 1234;

    /** Whether the machine waits for a debugger that cannot come. */
    boolean waitsForNobody() {
        return freeze && !wanted();
    }

    /** Whether a debugger may come. */
    boolean wanted() {
        return gdb != null || usualPort;
    }

    /** Starts to listen if that is wanted; null if not. */
    Debugger listen() throws CannotListenException {
        Address address = gdb == null && usualPort ? new Address(null, USUAL_PORT) : gdb;
        if (address == null) {
            return null;
        }
        try {
            return Debugger.listen(address.host, address.port, freeze);
        } catch (IOException e) {
            throw new CannotListenException("--gdb cannot listen at %s:%d: %s"
                    .formatted(address.host == null ? "localhost" : address.host, address.port, e.getMessage()));
        }
    }
}

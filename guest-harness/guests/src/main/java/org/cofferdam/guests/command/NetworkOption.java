package org.cofferdam.guests.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One {@code --net}: where the peer is, in the words of QEMU's socket network.
 *
 * @param listen whether the peer comes to us
 * @param where the address as it was given
 * @param ethernet the card's address in the low 48 bits, or -1 for one of ours
 */
record NetworkOption(boolean listen, String where, long ethernet) {
    /** 52:54:00 is what QEMU uses; each further card has the next number. */
    static final long FIRST_ADDRESS = 0x5254_0012_3456L;

    private static final String UNIX = "unix:";
    private static final Pattern ETHERNET = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}", Pattern.CASE_INSENSITIVE);
    private static final long MULTICAST = 1L << 40;
    private static final int LARGEST_PORT = 65_535;

    /**
     * Where the peer is.
     *
     * @throws TypeConversionException if that is no address
     */
    SocketAddress address() {
        if (where.startsWith(UNIX)) {
            return UnixDomainSocketAddress.of(where.substring(UNIX.length()));
        }
        int colon = where.lastIndexOf(':');
        String host = colon < 0 ? "" : where.substring(0, colon);
        String port = where.substring(colon + 1);
        require(
                port.matches("\\d{1,5}") && Integer.parseInt(port) <= LARGEST_PORT,
                "'%s' has no port".formatted(where));
        InetSocketAddress address = host.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port))
                : new InetSocketAddress(host, Integer.parseInt(port));
        require(!address.isUnresolved(), "there is no host named '%s'".formatted(host));
        return address;
    }

    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<NetworkOption> {
        @Override
        public NetworkOption convert(String text) {
            String where = null;
            boolean listen = false;
            long ethernet = -1;
            for (String item : text.split(",", -1)) {
                int equals = item.indexOf('=');
                String key = equals < 0 ? item : item.substring(0, equals);
                String value = item.substring(equals + 1);
                switch (key) {
                    case "connect", "listen" -> {
                        require(where == null, "a network has one of connect= and listen=");
                        where = value;
                        listen = key.equals("listen");
                    }
                    case "mac" -> ethernet = ethernet(value);
                    case "socket", "id" -> {} // QEMU's words for what there is anyway
                    default -> require(false, "a network has connect=, listen= and mac=, not '%s'".formatted(item));
                }
            }
            require(where != null, "a network needs connect=HOST:PORT or listen=HOST:PORT (or unix:PATH)");
            NetworkOption option = new NetworkOption(listen, where, ethernet);
            option.address();
            return option;
        }

        private static long ethernet(String text) {
            require(ETHERNET.matcher(text).matches(), "'%s' is no address such as 52:54:00:12:34:56".formatted(text));
            long address = Long.parseLong(text.replace(":", ""), 16);
            require((address & MULTICAST) == 0, "'%s' is a multicast address".formatted(text));
            return address;
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new TypeConversionException(otherwise);
        }
    }
}

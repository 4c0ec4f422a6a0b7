package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class NetworkOptionTest {
    private final NetworkOption.Converter networks = new NetworkOption.Converter();

    @Test
    void peersAreNamedAsWithQemu() {
        NetworkOption listening = networks.convert("socket,id=n0,listen=:1234,mac=52:54:00:AB:cd:ef");
        assertEquals(new NetworkOption(true, ":1234", 0x5254_00ab_cdefL), listening);
        InetSocketAddress address = (InetSocketAddress) listening.address();
        assertTrue(address.getAddress().isLoopbackAddress());
        assertEquals(1234, address.getPort());
        NetworkOption unix = networks.convert("connect=unix:/tmp/x,mac=02:00:00:00:00:01");
        assertEquals(UnixDomainSocketAddress.of("/tmp/x"), unix.address());
        assertEquals(-1, networks.convert("connect=127.0.0.1:1").ethernet());
    }

    @Test
    void whatNamesNoPeerIsRefused() {
        for (String text : new String[] {
            "",
            "user",
            "mac=02:00:00:00:00:01",
            "connect=nowhere",
            "connect=127.0.0.1:70000",
            "connect=127.0.0.1:x",
            "connect=127.0.0.1:1,listen=:2",
            "connect=no.such.host.invalid:1",
            "listen=:1,mac=1",
            "listen=:1,mac=01:00:00:00:00:00"
        }) {
            assertThrows(TypeConversionException.class, () -> networks.convert(text), text);
        }
    }
}

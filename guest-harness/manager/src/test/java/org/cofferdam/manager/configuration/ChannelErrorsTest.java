package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with channels and with what is to be done about faults, in the words that a person reads. */
class ChannelErrorsTest {
    @TempDir
    Path folder;

    private SystemConfiguration read(String fields, String channels) throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                policy: [{from: a, to: b}]
                partitions:
                - {name: a, guest: probe, memory: 1M}
                - {name: b, guest: probe, memory: 1M%s}
                channels: {%s}
                """.formatted(fields, channels));
        return ConfigurationReader.read(file, Set.of("probe"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ports: [{from: b, to: a, kind: queuing}] | channels.ports[0]: the policy does not allow b to a; add {from: b, to: a} to policy:, or remove it
            ports: [{from: a, to: a, kind: queuing}] | channels.ports[0]: a to itself; name two different partitions
            ports: [{from: a, to: c, kind: queuing}] | channels.ports[0].to: 'c' is not accepted; write the name of a partition: a, b
            ports: [{from: a, to: b}] | channels.ports[0].kind: missing; add kind: with one of sampling, queuing
            ports: [{from: a, to: b, kind: stream}] | channels.ports[0].kind: 'stream' is not accepted; write one of sampling, queuing
            ports: [{from: a, to: b, kind: sampling, depth: 2}] | channels.ports[0].depth: a sampling port keeps one message; remove it
            ports: [{from: a, to: b, kind: queuing, message: 4097}] | channels.ports[0].message: '4097' is not accepted; write a whole number, 1 to 4096
            ports: [{from: a, to: b, kind: queuing, depth: 65}] | channels.ports[0].depth: '65' is not accepted; write a whole number, 1 to 64
            doorbells: [{from: b, to: a, bit: 0}] | channels.doorbells[0]: the policy does not allow b to a; add {from: b, to: a} to policy:, or remove it
            doorbells: [{from: a, to: b, bit: 64}] | channels.doorbells[0].bit: '64' is not accepted; write a whole number, 0 to 63
            regions: [{size: 5000, seen-by: []}] | channels.regions[0].size: '5000' is not accepted; write a size in whole pages of 4 KiB up to 64G, such as 256M
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x80000000, rights: rw}]}] | channels.regions[0].seen-by[0].address: overlaps what a has up to 0x80100000; choose a higher one
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x1fffffff000, rights: rw}, {partition: b, address: 0x20000000000, rights: r}]}] | channels.regions[0].seen-by[1].address: ends behind 0x20000000000, where the addresses of b end; choose a lower one, or a larger translation:
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x90000001, rights: rw}]}] | channels.regions[0].seen-by[0].address: '0x90000001' is not accepted; write an address that is a multiple of 4096, such as 0x100000000
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x90000000, rights: w}]}] | channels.regions[0].seen-by[0].rights: 'w' is not accepted; write one of r, rw, x, rx, rwx
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x90000000, rights: r}, {partition: b, address: 0x90000000, rights: rw}]}] | channels.regions[0].seen-by[1]: the policy does not allow b to a; add {from: b, to: a} to policy:, or remove it
            regions: [{size: 4K, seen-by: [{partition: a, address: 0x90000000, rights: r}, {partition: a, address: 0x91000000, rights: r}]}] | channels.regions[0].seen-by[1].partition: a sees it already; keep one
            """)
    void aMistakeInAChannelIsNamedWithItsRemedy(String channels, String message) {
        assertMessage(message, assertThrows(InvalidConfiguration.class, () -> read("", channels)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            faults: {access-outside: explode} | partitions[1].faults.access-outside: 'explode' is not accepted; write ignore, stop, suspend, restart, or signal and the name of a partition
            faults: {unexpected-trap: ignore} | partitions[1].faults.unexpected-trap: the partition could not go on after it; write stop, suspend or restart
            faults: {access-outside: signal a} | partitions[1].faults: there is no doorbell from b to a; add one to channels.doorbells:, or choose another action
            translation: sv32x4 | partitions[1].translation: 'sv32x4' is not accepted; write one of sv39x4, sv48x4, sv57x4
            tables: 1000 | partitions[1].tables: '1000' is not accepted; write a size in whole pages of 4 KiB up to 64G, such as 256M
            """)
    void aMistakeInAPartitionIsNamedWithItsRemedy(String field, String message) {
        assertMessage(message, assertThrows(InvalidConfiguration.class, () -> read(", " + field, "")));
    }

    private static void assertMessage(String message, InvalidConfiguration refusal) {
        String text = refusal.getMessage().strip();
        assertEquals(message, text.replaceFirst("^.*?:\\d+:\\d+: ", ""));
    }

    @Test
    void whatIsRightIsRead() throws Exception {
        SystemConfiguration system = read(
                ", faults: {access-outside: stop}",
                "ports: [{from: a, to: b, kind: sampling}], doorbells: [{from: a, to: b, bit: 7}]");
        assertEquals(1, system.channels().ports().getFirst().depth());
        assertEquals(0, system.channels().doorbell("a", "b"));
        assertEquals(-1, system.channels().doorbell("b", "a"));
    }
}

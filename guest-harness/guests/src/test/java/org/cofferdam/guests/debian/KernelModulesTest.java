package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelModulesTest {
    @Test
    void dependenciesComeBeforeWhoNeedsThem() throws IOException {
        KernelModules modules = new KernelModules();
        modules.offer("kernel/net/core/failover.ko.xz", module(""));
        modules.offer("kernel/drivers/net/net_failover.ko.xz", module("failover"));
        modules.offer("kernel/drivers/net/virtio_net.ko.xz", module("net_failover"));
        modules.offer("kernel/drivers/unwanted.ko.xz", module(""));
        modules.offer("kernel/modules.order", new byte[0]);
        assertEquals(
                List.of("failover", "net_failover", "virtio_net"),
                new ArrayList<>(modules.closure(List.of("virtio_net", "failover", "built_in"))
                        .keySet()));
    }

    @Test
    void dashesInFileNamesAreUnderscoresInModuleNames() throws IOException {
        KernelModules modules = new KernelModules();
        modules.offer("a/virtio-rng.ko.xz", module("rng-core"));
        modules.offer("a/rng-core.ko.xz", module(""));
        assertEquals(
                List.of("rng_core", "virtio_rng"),
                new ArrayList<>(modules.closure(List.of("virtio_rng")).keySet()));
    }

    @Test
    void aDependencyThatIsNotThereIsNamed() throws IOException {
        KernelModules modules = new KernelModules();
        modules.offer("a/one.ko.xz", module("two"));
        IOException failure = assertThrows(IOException.class, () -> modules.closure(List.of("one")));
        assertTrue(failure.getMessage().contains("one needs two"), failure.getMessage());
    }

    @Test
    void modulesThatNeedEachOtherAreRefused() throws IOException {
        KernelModules modules = new KernelModules();
        modules.offer("a/one.ko.xz", module("two"));
        modules.offer("a/two.ko.xz", module("one"));
        assertThrows(IOException.class, () -> modules.closure(List.of("one")));
    }

    private static byte[] module(String depends) throws IOException {
        String text = "\u007fELF…\0license=GPL\0depends=" + depends + "\0name=x\0";
        return TinyDeb.xz(text.getBytes(StandardCharsets.UTF_8));
    }
}

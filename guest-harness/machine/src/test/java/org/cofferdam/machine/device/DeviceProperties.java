package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeviceProperties {
    record Access(boolean store, long offset, int size, long value) {}

    private static Arbitrary<Access> access(long length) {
        Arbitrary<Long> offset = Arbitraries.oneOf(
                Arbitraries.longs().between(0, Math.min(length, 0x200) - 1),
                Arbitraries.longs().between(0, length - 1));
        Arbitrary<Long> value = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(0, 20),
                Arbitraries.longs().between(ArrayMemory.BASE, ArrayMemory.BASE + 0x1000));
        return Combinators.combine(Arbitraries.of(true, false), offset, Arbitraries.of(1, 2, 4, 4, 4, 8), value)
                .as((store, at, size, word) -> new Access(store, at & -size, size, word));
    }

    @Provide
    Arbitrary<List<Access>> accesses() {
        return access(0x60_0000).list().ofMaxSize(60);
    }

    /** A memory full of small numbers makes rings and descriptors that are nearly right. */
    private static ArrayMemory noise(long seed) {
        ArrayMemory memory = new ArrayMemory(0x1000);
        var random = new java.util.Random(seed);
        for (int i = 0; i < 0x1000; i++) {
            memory.bytes.put(i, (byte) (random.nextInt(3) == 0 ? random.nextInt(9) : 0));
        }
        return memory;
    }

    @Property(tries = 400)
    void noAccessToAnyDeviceThrowsOrReadsMoreThanItAskedFor(
            @ForAll("accesses") List<Access> accesses, @ForAll long seed) {
        ArrayMemory memory = noise(seed);
        ScriptedTerminal terminal = new ScriptedTerminal();
        terminal.type("some input that waits");
        List<Device> devices = List.of(
                new Clint(() -> -1, new Clint.HartPort() {
                    @Override
                    public void software(boolean asserted) {}

                    @Override
                    public void timer(long deadline) {}
                }),
                new Plic(95, InterruptLine.NONE, InterruptLine.NONE),
                new Ns16550a(terminal, InterruptLine.NONE),
                new VirtioMmio(new VirtioBlock(new ArrayStorage(4096)), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioConsole(terminal), memory, InterruptLine.NONE));
        for (Device device : devices) {
            boolean virtio = device instanceof VirtioMmio;
            if (virtio) {
                new VirtioDriver((VirtioMmio) device, memory).start(1);
            }
            for (Access access : accesses) {
                long offset = access.offset() % device.length();
                if (access.store()) {
                    device.store(offset, access.size(), access.value());
                } else {
                    long value = device.load(offset, access.size());
                    assertTrue(access.size() == 8 || value >>> (8 * access.size()) == 0, device.name());
                }
            }
            device.poll();
            device.reset();
        }
    }
}

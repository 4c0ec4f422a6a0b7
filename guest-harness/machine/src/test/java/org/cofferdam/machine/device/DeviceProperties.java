package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

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
        ArrayMemory memory = new ArrayMemory(0x2000);
        var random = new java.util.Random(seed);
        for (int i = 0; i < 0x2000; i++) {
            memory.bytes.put(i, (byte) (random.nextInt(3) == 0 ? random.nextInt(9) : 0));
        }
        return memory;
    }

    /** One of each, as new. */
    private static List<Device> devices(ArrayMemory memory) {
        ScriptedTerminal terminal = new ScriptedTerminal();
        terminal.type("some input that waits");
        Deque<byte[]> frames = new ArrayDeque<>(List.of(new byte[60], new byte[1514], new byte[1]));
        NetworkLink link = new NetworkLink() {
            @Override
            public byte[] receive() {
                return frames.poll();
            }

            @Override
            public void send(byte[] frame) {}
        };
        return List.of(
                new Clint(new FixedTime(-1), new Clint.HartPort() {
                    @Override
                    public void software(boolean asserted) {}

                    @Override
                    public void timer(long deadline) {}
                }),
                new Plic(95, InterruptLine.NONE, InterruptLine.NONE),
                new Ns16550a(terminal, InterruptLine.NONE),
                new GoldfishClock(() -> 5, 10_000_000, 0, InterruptLine.NONE),
                new Flash(0, new PhysicalMemory(0x2000_0000, 1 << 20), null),
                new VirtioMmio(new VirtioBlock(new ArrayStorage(4096)), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioConsole(terminal), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioNetwork(new byte[6], link), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioEntropy(new RandomBytes(1)), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioBalloon(willingHost(), 0, 30), memory, InterruptLine.NONE),
                new VirtioMmio(new VirtioEmpty(), memory, InterruptLine.NONE));
    }

    private static BalloonHost willingHost() {
        return new BalloonHost() {
            @Override
            public boolean inflate(long firstPage, long pages) {
                return true;
            }

            @Override
            public boolean deflate(long firstPage, long pages) {
                return true;
            }
        };
    }

    private static void use(Device device, ArrayMemory memory, List<Access> accesses) {
        if (device instanceof VirtioMmio transport) {
            new VirtioDriver(transport, memory).start(2);
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
    }

    @Property(tries = 400)
    void noAccessToAnyDeviceThrowsOrReadsMoreThanItAskedFor(
            @ForAll("accesses") List<Access> accesses, @ForAll long seed) {
        ArrayMemory memory = noise(seed);
        for (Device device : devices(memory)) {
            use(device, memory, accesses);
            device.reset();
        }
    }

    @Property(tries = 200)
    void whatADeviceSavesAnotherTakesUp(@ForAll("accesses") List<Access> accesses, @ForAll long seed)
            throws StateException {
        ArrayMemory memory = noise(seed);
        List<Device> used = devices(memory);
        List<Device> fresh = devices(memory);
        for (int i = 0; i < used.size(); i++) {
            use(used.get(i), memory, accesses);
            byte[] saved = state(used.get(i));
            StateReader reader = new StateReader(used.get(i).name(), saved);
            fresh.get(i).restore(reader);
            reader.end();
            assertArrayEquals(saved, state(fresh.get(i)));
        }
    }

    private static byte[] state(Device device) {
        StateWriter writer = new StateWriter();
        device.save(writer);
        return writer.toByteArray();
    }

    /** Nearly right states are the ones that get far. */
    @Property(tries = 400)
    void noSavedStateMakesADeviceThrowOrMisbehaveLater(@ForAll("accesses") List<Access> accesses, @ForAll long seed) {
        ArrayMemory memory = noise(seed);
        var random = new java.util.Random(seed);
        for (Device device : devices(memory)) {
            use(device, memory, accesses);
            byte[] lie = state(device);
            for (int i = 0; lie.length > 0 && i < 3; i++) {
                lie[random.nextInt(lie.length)] = (byte) random.nextInt(4);
            }
            try {
                device.restore(new StateReader(device.name(), lie));
            } catch (StateException refused) {
                continue;
            }
            for (Access access : accesses) {
                device.load(access.offset() % device.length(), access.size());
                device.store(access.offset() % device.length(), access.size(), access.value());
            }
            device.poll();
        }
    }
}

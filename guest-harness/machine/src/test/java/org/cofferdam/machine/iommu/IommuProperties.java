package org.cofferdam.machine.iommu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.hart.Access;
import org.cofferdam.machine.hart.RandomTables;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** The IOMMU against {@link NaiveIommu} on {@link RandomDirectory}, and against software that means it ill. */
class IommuProperties {
    private static final int QUESTIONS = 60;
    private static final long FAULTS = RandomTables.BASE + 0xf_f000;

    private final PhysicalMemory memory = new PhysicalMemory(RandomTables.BASE, RandomTables.SIZE);
    private final Bus bus = new Bus();

    IommuProperties() {
        bus.attach(memory);
    }

    private Iommu iommu(long ddtp) {
        Iommu iommu = new Iommu(bus, InterruptLine.NONE);
        iommu.store(IommuSoftware.FQB, 8, FAULTS >>> 2);
        iommu.store(IommuSoftware.FQCSR, 4, 1);
        iommu.store(IommuSoftware.DDTP, 8, ddtp);
        return iommu;
    }

    /** What the IOMMU makes of an access, from its answer and its fault queue, which is emptied. */
    private NaiveIommu.Outcome ask(Iommu iommu, int device, boolean write, long address) {
        long[] frames = new long[1];
        boolean done = iommu.translate(device, write ? Access.STORE : Access.LOAD, address, frames);
        long head = iommu.load(IommuSoftware.FQH, 4);
        boolean reported = head != iommu.load(IommuSoftware.FQT, 4);
        if (done) {
            assertEquals(false, reported);
            return new NaiveIommu.Outcome(frames[0] + (address & 0xfff), -1, 0, false);
        }
        if (!reported) {
            return new NaiveIommu.Outcome(0, 0, 0, false);
        }
        iommu.store(IommuSoftware.FQH, 4, head ^ 1);
        long record = FAULTS + 32 * head;
        long first = memory.loadDouble(record);
        assertEquals((write ? 3L : 2L) << 34 | (long) device << 40, first & ~0xfffL);
        assertEquals(0, memory.loadDouble(record + 8));
        assertEquals(address, memory.loadDouble(record + 16));
        return new NaiveIommu.Outcome(0, (int) first & 0xfff, memory.loadDouble(record + 24), true);
    }

    /** A fault that was not reported shows no cause. */
    private static NaiveIommu.Outcome visible(NaiveIommu.Outcome outcome) {
        return outcome.cause() >= 0 && !outcome.reported() ? new NaiveIommu.Outcome(0, 0, 0, false) : outcome;
    }

    @Property(tries = 1500)
    void everyAccessEndsAsTheSpecificationSays(@ForAll long seed) {
        memory.clear(RandomTables.BASE, RandomTables.SIZE);
        RandomDirectory directory = new RandomDirectory(seed, memory);
        long ddtp = directory.fill();
        NaiveIommu naive = new NaiveIommu(memory, ddtp);
        Map<Integer, Iommu> perDevice =
                new TreeMap<>(); // so that contexts which share an address space by chance do not meet
        for (int i = 0; i < QUESTIONS; i++) {
            int device = directory.device();
            boolean write = directory.write();
            long address = directory.address();
            NaiveIommu.Outcome expected = visible(naive.translate(device, write, address));
            Iommu iommu = perDevice.computeIfAbsent(device, _ -> iommu(ddtp));
            assertEquals(expected, ask(iommu, device, write, address), () -> "device 0x%x, %b, 0x%x"
                    .formatted(device, write, address));
            assertEquals(expected, ask(iommu, device, write, address), "the second time, from the caches");
        }
    }

    /** If one of these never happened, the property above would be saying less than it seems to. */
    @Example
    void theRandomDirectoriesLeadEverywhere() {
        Map<Integer, Integer> causes = new TreeMap<>();
        int implicit = 0;
        int silent = 0;
        for (long seed = 0; seed < 400; seed++) {
            memory.clear(RandomTables.BASE, RandomTables.SIZE);
            RandomDirectory directory = new RandomDirectory(seed, memory);
            NaiveIommu naive = new NaiveIommu(memory, directory.fill());
            for (int i = 0; i < QUESTIONS; i++) {
                NaiveIommu.Outcome outcome =
                        naive.translate(directory.device(), directory.write(), directory.address());
                causes.merge(outcome.cause(), 1, Integer::sum);
                implicit += (int) outcome.second() & 1;
                silent += outcome.cause() >= 0 && !outcome.reported() ? 1 : 0;
            }
        }
        for (int cause : new int[] {-1, 5, 7, 13, 15, 21, 23, 256, 257, 258, 259, 260}) {
            assertTrue(causes.getOrDefault(cause, 0) >= 50, "cause " + cause + " of " + causes);
        }
        assertTrue(implicit >= 50 && silent >= 50, implicit + " implicit, " + silent + " silent");
    }

    private static byte[] state(Iommu iommu) {
        StateWriter writer = new StateWriter();
        iommu.save(writer);
        return writer.toByteArray();
    }

    private static final int[] REGISTERS = {0, 8, 16, 24, 32, 36, 40, 48, 52, 72, 76, 84, 760};

    /** Everything may be written anywhere, and half of what is written leads to memory. */
    private void misuse(Iommu iommu, Random random, int steps) {
        for (int i = 0; i < steps; i++) {
            int size = new int[] {1, 2, 4, 4, 8, 8}[random.nextInt(6)];
            int register = random.nextInt(8) == 0 ? random.nextInt(4096) & -size : REGISTERS[random.nextInt(13)];
            long value =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextLong();
                        case 1 -> random.nextInt(20);
                        case 2 -> 3;
                        default -> (RandomTables.BASE + random.nextInt(0x100) * 0x1000L) >>> 2 | random.nextInt(9);
                    };
            iommu.store(register, size, value);
            iommu.load(random.nextInt(4096) & -size, size);
            DmaPort port = iommu.behind(random.nextInt(4) == 0 ? random.nextInt(1 << 24) : random.nextInt(4));
            byte[] bytes = new byte[random.nextInt(0x3000)];
            long address = random.nextBoolean() ? random.nextLong() : RandomTables.BASE + random.nextInt(0x10_0000);
            if (random.nextBoolean()) {
                port.read(address, bytes, 0, bytes.length);
            } else {
                port.write(address, bytes, 0, bytes.length);
            }
            iommu.poll();
        }
    }

    private void noise(Random random) {
        for (long at = RandomTables.BASE; at < RandomTables.BASE + RandomTables.SIZE; at += 16) {
            if (random.nextInt(8) == 0) {
                long[] codes = {1, 0x81, 2, 3, 0x402, 0x200000003L, 0x83, random.nextLong()};
                memory.storeDouble(at, codes[random.nextInt(codes.length)]);
                memory.storeDouble(at + 8, random.nextInt(3) == 0 ? random.nextLong() : 0);
            }
        }
    }

    @Property(tries = 200)
    void nothingThatSoftwareDoesThrowsOrTakesLong(@ForAll long seed) {
        Random random = new Random(seed);
        memory.clear(RandomTables.BASE, RandomTables.SIZE);
        noise(random);
        misuse(new Iommu(bus, InterruptLine.NONE), random, 100);
    }

    @Property(tries = 100)
    void whatOneSavesAnotherTakesUpAndGoesOnTheSame(@ForAll long seed) throws StateException {
        Random random = new Random(seed);
        memory.clear(RandomTables.BASE, RandomTables.SIZE);
        RandomDirectory directory = new RandomDirectory(seed, memory);
        Iommu one = iommu(directory.fill());
        for (int i = 0; i < QUESTIONS; i++) {
            one.translate(directory.device(), Access.LOAD, directory.address(), new long[1]);
        }
        misuse(one, random, random.nextInt(3));
        Iommu other = new Iommu(bus, InterruptLine.NONE);
        byte[] saved = state(one);
        StateReader reader = new StateReader("iommu", saved);
        other.restore(reader);
        reader.end();
        assertArrayEquals(saved, state(other));
        assertEquals(one.cachedContexts(), other.cachedContexts());
        assertEquals(one.cachedTranslations(), other.cachedTranslations());
        byte[] before = new byte[(int) RandomTables.SIZE];
        memory.read(RandomTables.BASE, before, 0, before.length);
        misuse(one, new Random(seed), 20);
        byte[] after = new byte[before.length];
        memory.read(RandomTables.BASE, after, 0, after.length);
        memory.write(RandomTables.BASE, before, 0, before.length);
        misuse(other, new Random(seed), 20);
        memory.read(RandomTables.BASE, before, 0, before.length);
        assertArrayEquals(after, before);
        assertArrayEquals(state(one), state(other));
    }

    @Property(tries = 300)
    void noSavedStateMakesItThrowLater(@ForAll long seed) {
        Random random = new Random(seed);
        memory.clear(RandomTables.BASE, RandomTables.SIZE);
        RandomDirectory directory = new RandomDirectory(seed, memory);
        Iommu one = iommu(directory.fill());
        one.translate(directory.device(), Access.LOAD, directory.address(), new long[1]);
        byte[] lie = state(one);
        for (int i = 0; i < 3; i++) {
            lie[random.nextInt(lie.length)] = (byte) random.nextInt(4);
        }
        try {
            one.restore(new StateReader("iommu", lie));
        } catch (StateException refused) {
            return;
        }
        misuse(one, random, 20);
    }
}

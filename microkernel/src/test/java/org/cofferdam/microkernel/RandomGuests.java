package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.hardware.Csr;

/** Partitions of two virtual harts each on one hart, which do what their seeds say, to the last tick. */
final class RandomGuests {
    /** A guest that only computes. */
    static final long BUSY = 0;

    /** Where guests have the core report stolen time. */
    static final long STOLEN = RAM + 0x3000;

    private static final long READ_INSTRET = 0xC020_2573L;

    final FakeMachine machine = FakeMachine.small();
    final Microkernel core;

    private final Witness witness;
    private final List<Random> guests;
    private final long[] seeds;
    private Resume resume;

    /** Told of every stretch of execution, before the guest acts. */
    interface Witness {
        /** Partition {@code partition} has the hart from tick {@code from} up to, not including, {@code until}. */
        void executes(int partition, long from, long until);
    }

    RandomGuests(Schedule schedule, long[] seeds, Witness witness) {
        this.seeds = seeds.clone();
        this.witness = witness;
        core = new Microkernel(machine.hardware, schedule, seeds.length);
        guests = IntStream.range(0, seeds.length)
                .mapToObj(guest -> new Random(seeds[guest]))
                .toList();
        for (int partition = 0; partition < seeds.length; partition++) {
            FakeMachine.create(core, partition, FakeMachine.spec(2, 0x4000));
            core.control().start(partition, RAM, 0);
        }
        resume = core.handle(0);
    }

    RandomGuests run(long end) {
        while (machine.time < end) {
            resume = switch (resume) {
                case Resume.Enter _ -> execute();
                case Resume.Idle(long until) -> {
                    machine.time = until;
                    yield core.handle(0);
                }
                case Resume.AskMonitor(DeviceAccess _) -> core.answer(0, 0);
                case Resume.Interrupt _ -> throw new AssertionError("there are no devices");
                case Resume.StopMachine _ -> throw new AssertionError("all run");
            };
        }
        return this;
    }

    private Resume execute() {
        FakeHart hart = machine.hart(0);
        int partition = core.inspection().partitionOn(0);
        Random random = guests.get(partition);
        long alarm = hart.csr(Csr.STIMECMP);
        boolean busy = seeds[partition] == BUSY;
        long until = busy ? alarm : Math.min(machine.time + random.nextInt(1, 60), alarm);
        assertTrue(until > machine.time, "no progress");
        witness.executes(partition, machine.time, until);
        hart.csr(Csr.INSTRET, hart.csr(Csr.INSTRET) + until - machine.time);
        machine.time = until;
        hart.x(random.nextInt(32), random.nextLong());
        hart.f(random.nextInt(32), random.nextLong());
        return until == alarm ? machine.interrupt(core, 0) : trap(hart, random);
    }

    private Resume trap(FakeHart hart, Random random) {
        hart.csr(Csr.SSTATUS, 1 << 8);
        return switch (random.nextInt(12)) {
            case 0 -> machine.call(core, 0, 0x735049, 0, random.nextInt(4), 0);
            case 1 -> machine.call(core, 0, 0x48534D, random.nextInt(4), random.nextInt(2), RAM, 0);
            case 2 -> machine.call(core, 0, 0x54494D45, 0, machine.time + random.nextLong(3000));
            case 3 -> machine.call(core, 0, random.nextInt(), random.nextInt(), random.nextLong());
            case 4 -> machine.call(core, 0, 0x52464E43, random.nextInt(3), random.nextInt(4), 0, 0, -1);
            case 5 -> machine.trap(core, 0, 20 + random.nextInt(4), random.nextLong());
            case 6 -> machine.call(core, 0, 0x535441, 0, random.nextInt(4) == 0 ? -1 : STOLEN, 0, 0);
            case 7 ->
                machine.call(
                        core,
                        0,
                        0x504D55,
                        2,
                        0,
                        0x7F_FFFF,
                        6,
                        random.nextInt(4) == 0 ? 2 : 0xF_0000 + random.nextInt(14));
            case 8 -> machine.call(core, 0, 0x504D55, random.nextInt(9), random.nextInt(24), 1, random.nextInt(2));
            case 9 -> machine.trap(core, 0, 22, READ_INSTRET);
            case 10 -> machine.call(core, 0, 0x53555350, 0, 0, RAM, random.nextLong());
            default -> {
                hart.csr(Csr.VSIE, random.nextLong());
                yield machine.waitForInterrupt(core, 0);
            }
        };
    }
}

package org.cofferdam.platform;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Two partitions under the oracle: one shares, lends and donates pages, the other takes them, reads them, and gives them back. Then
 * both are taken apart.
 */
public final class GrantingPair implements Callable<String> {
    private static final long RAM = MemoryRegion.DEFAULT_BASE;
    private static final long RAM_SIZE = 0x2_0000;
    private static final long BORROWED = 0x9000_0000L;
    private static final long PAGE = 4096;
    private static final int PAGES = 2;
    private static final int WINDOW = 1_000;
    private static final long FRAME_CYCLES = 2 * WINDOW * 10;
    /** Room for tables. */
    private static final int TABLES = 16;

    private final int every;
    final PartitionedMachine machine;
    private final boolean[] created = new boolean[2];

    /** For who loads this class anew. */
    public GrantingPair() {
        this(1);
    }

    GrantingPair(int every) {
        this.every = every;
        List<Window> windows = IntStream.range(0, 2)
                .mapToObj(number -> new Window(number, WINDOW))
                .toList();
        FlowPolicy both = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0)));
        Channels channels = new Channels(both, List.of(), List.of(), List.of(), List.of());
        machine = new PartitionedMachine(8 << 20, new Schedule(List.of(windows), 10_000), channels, 2, List.of());
        machine.plantCanaries();
    }

    /** Runs the pair to its end; the story of what was broken, or an empty text. */
    @Override
    public String call() {
        try {
            start();
            machine.run(machine.cycle() + 200 * FRAME_CYCLES);
            machine.lookAtEverything();
            destroy(0);
            destroy(1);
            machine.lookAtEverything();
            return "";
        } catch (IsolationBroken broken) {
            return broken.getMessage();
        }
    }

    /** Makes both partitions and starts them; nothing has run yet. */
    void start() {
        machine.check(every);
        create(0, granter());
        create(1, borrower());
    }

    private void create(int number, GuestProgram program) {
        List<MemoryRegion> memory = List.of(new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE));
        List<DeviceWindow> devices = List.of();
        long quota = PartitionSpec.framesNeeded(memory, GStageMode.SV39X4) + TABLES;
        PartitionSpec spec = new PartitionSpec(1, memory, devices, quota);
        if (!(machine.control().create(number, spec) instanceof Creation.Created(var handle))) {
            throw new IllegalStateException("partition " + number + " cannot be made");
        }
        created[number] = true;
        RecordingMonitor monitor = new RecordingMonitor();
        monitor.handle = handle;
        machine.connect(handle, spec, monitor);
        byte[] code = program.assemble();
        machine.control().load(number, RAM, code, 0, code.length);
        machine.control().start(number, RAM, 0);
    }

    private void destroy(int number) {
        if (created[number]) {
            Status status = machine.control().destroy(number);
            while (status == Status.AGAIN) {
                status = machine.control().destroy(number);
            }
            if (status != Status.OK) {
                throw new IllegalStateException("the core does not let go of " + number + ": " + status);
            }
        }
    }

    private static GuestProgram granter() {
        GuestProgram program = new GuestProgram();
        for (Hypercall kind : List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE)) {
            long base = RAM + 0x8000 + kind.number() * (PAGES * PAGE);
            program.set("t0", base).set("t1", 0x5EC2E7).add("sd t1, 0(t0)");
            program.set("a0", 1).set("a1", base).set("a2", PAGES).set("a3", Rights.READ.bits());
            program.call(Hypercall.EXTENSION, kind.number()).add("addi s0, a1, 0");
            // The other has its time in between, and gives back before long.
            program.set("t2", 40_000)
                    .label("wait" + kind)
                    .add("addi t2, t2, -1", "bne t2, zero, {wait%s}".formatted(kind));
            program.add("addi a0, s0, 0").call(Hypercall.EXTENSION, Hypercall.GRANT_RECLAIM.number());
        }
        return program.powerOff();
    }

    private static GuestProgram borrower() {
        GuestProgram program = new GuestProgram();
        for (Hypercall kind : List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE)) {
            // What is shared comes into a page table that is there, what is lent or donated into new ones.
            long at = kind == Hypercall.GRANT_SHARE ? RAM + 2 * RAM_SIZE : BORROWED + kind.number() * 0x20_0000L;
            program.label("accept" + kind);
            program.set("a0", 0).set("a1", 0).set("a2", at).set("a3", PAGES);
            program.call(Hypercall.EXTENSION, Hypercall.GRANT_ACCEPT.number());
            program.add("bne a0, zero, {accept%s}".formatted(kind));
            program.set("t0", at).set("t1", PAGE).add("ld t3, 0(t0)", "add t0, t0, t1", "ld t3, 0(t0)");
            program.set("a0", 0).set("a1", 0).call(Hypercall.EXTENSION, Hypercall.GRANT_RETURN.number());
        }
        return program.powerOff();
    }
}

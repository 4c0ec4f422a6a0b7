package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Resume;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.HartPort;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * The core without the machine: two partitions on two harts that are arrays, whose guests execute nothing but calls. Each
 * sequence begins with a new core, on memory of which only the frames that were written are wiped.
 */
final class CoreAlone {
    private static final int FRAMES = 64;
    private static final long BASE = 0x8000_0000L;
    private static final int PAGES = 4;
    private static final long CALL_FROM_VS = 10;

    private static final Channels CHANNELS = new Channels(
            new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0))),
            List.of(
                    new Channels.Port(0, 1, Channels.PortKind.QUEUING, 64, 2),
                    new Channels.Port(1, 0, Channels.PortKind.SAMPLING, 64, 1)),
            List.of(new Channels.Doorbell(0, 1, 3), new Channels.Doorbell(1, 0, 63)),
            List.of(),
            List.of());

    private static final Schedule SCHEDULE =
            new Schedule(List.of(List.of(new Window(0, 1_000_000)), List.of(new Window(1, 1_000_000))), 1000);

    private static final PartitionSpec SPEC = new PartitionSpec(
            1,
            List.of(new MemoryRegion(Layout.RAM, PAGES * 4096L, Rights.READ_WRITE_EXECUTE)),
            List.of(),
            PAGES + 4 + 2 + 3);

    private final ArrayMemory memory = new ArrayMemory(BASE, FRAMES);
    private final List<ArrayHart> harts = new ArrayList<>();
    private final Hardware hardware;

    CoreAlone() {
        for (int i = 0; i < 2; i++) {
            harts.add(new ArrayHart());
        }
        List<HartPort> ports = List.copyOf(harts);
        hardware = new Hardware(ports, memory, BASE, FRAMES * 4096L, 100);
    }

    /**
     * A new core, and so many random calls, by both partitions in turn.
     *
     * @return a digest of all that was answered
     */
    long sequence(Choice choice, int calls) {
        memory.reset();
        harts.forEach(ArrayHart::reset);
        Microkernel core = new Microkernel(hardware, SCHEDULE, CHANNELS, 2);
        for (int number = 0; number < 2; number++) {
            core.control().create(number, SPEC);
            core.control().start(number, Layout.RAM, 0);
            core.handle(number);
        }
        long digest = 0;
        for (int call = 0; call < calls; call++) {
            ArrayHart hart = harts.get(call & 1);
            arguments(hart, choice);
            hart.csr(Csr.SCAUSE, CALL_FROM_VS);
            Resume resume = core.handle(call & 1);
            digest = 31 * digest + hart.x(10) + 7 * hart.x(11) + (resume instanceof Resume.Enter ? 1 : 0);
        }
        return digest;
    }

    private static void arguments(ArrayHart hart, Choice choice) {
        hart.x(17, Hypercall.EXTENSION);
        int function = choice.below(13);
        hart.x(16, function);
        hart.x(10, choice.below(3));
        hart.x(11, function == 5 ? choice.below(2) : Layout.RAM + 0x1000L * choice.below(PAGES + 1));
        hart.x(12, function == 4 ? Layout.HOLE : 1 + choice.below(2));
        hart.x(13, choice.oneIn(2) ? 1 : 3);
    }
}

package org.cofferdam.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Five partitions under the oracle on two harts that have three VMIDs: every round of windows begins new generations. Each partition reads a
 * number of its own, which lies at the same guest-physical address in all of them, and counts how often it was another.
 */
public final class RollingOver implements Callable<String> {
    static final int PARTITIONS = 5;
    static final int VMIDS = 3;
    private static final int VMID_BITS = 2;
    private static final long RAM = MemoryRegion.DEFAULT_BASE;
    private static final long RAM_SIZE = 0x1_0000;
    private static final long OWN = RAM + 0x8000;
    private static final long ROUNDS = OWN + 8;
    private static final long FOREIGN = OWN + 16;
    private static final long WINDOW = 500;
    private static final long ROUND_CYCLES = PARTITIONS * WINDOW * 10;

    private final PartitionedMachine machine;
    private final List<Monitor> handles = new ArrayList<>();
    private int vmidsChanged;

    private record Monitor(org.cofferdam.microkernel.Monitor handle) {
        long word(long address) {
            byte[] bytes = new byte[8];
            handle.read(address, bytes, 0, 8);
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        }
    }

    /** For who loads this class anew. */
    public RollingOver() {
        List<List<Window>> harts = List.of(new ArrayList<>(), new ArrayList<>());
        for (int number = 0; number < PARTITIONS; number++) {
            harts.get(0).add(new Window(number, WINDOW));
            harts.get(1).add(new Window((number + 2) % PARTITIONS, WINDOW));
        }
        machine = new PartitionedMachine(
                new Board(8 << 20, 2, VMID_BITS), new Schedule(harts, WINDOW), Channels.NONE, PARTITIONS);
        machine.plantCanaries();
        machine.check(1);
    }

    private void start(int number) {
        PartitionSpec spec =
                PartitionSpec.of(1, List.of(new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE)), List.of());
        if (!(machine.control().create(number, spec) instanceof Creation.Created(var handle))) {
            throw new IllegalStateException("partition " + number + " cannot be made");
        }
        RecordingMonitor monitor = new RecordingMonitor();
        monitor.handle = handle;
        machine.connect(handle, spec, monitor);
        handles.add(new Monitor(handle));
        byte[] code = new GuestProgram()
                .set("s0", OWN)
                .set("s1", 1 + number)
                .add("sd s1, 0(s0)")
                .label("again")
                .add("ld t0, 0(s0)", "beq t0, s1, {own}")
                .add("ld t1, 16(s0)", "addi t1, t1, 1", "sd t1, 16(s0)")
                .label("own")
                .add("ld t1, 8(s0)", "addi t1, t1, 1", "sd t1, 8(s0)", "jal zero, {again}")
                .assemble();
        machine.control().load(number, RAM, code, 0, code.length);
        machine.control().start(number, RAM, 0);
    }

    /** The story of what was broken, or what else is not as it should be, or an empty text. */
    @Override
    public String call() {
        try {
            for (int number = 0; number < PARTITIONS; number++) {
                start(number);
            }
            int[] last = new int[PARTITIONS];
            for (int round = 0; round < 40; round++) {
                machine.run(machine.cycle() + ROUND_CYCLES);
                for (int number = 0; number < PARTITIONS; number++) {
                    int vmid = machine.vmid(number);
                    vmidsChanged += round > 0 && vmid != last[number] ? 1 : 0;
                    last[number] = vmid;
                }
            }
            machine.lookAtEverything();
            String finding = finding(last);
            for (int number = 0; number < PARTITIONS; number++) {
                destroy(number);
            }
            machine.lookAtEverything();
            return finding;
        } catch (IsolationBroken broken) {
            return broken.getMessage();
        }
    }

    private String finding(int[] vmids) {
        for (int number = 0; number < PARTITIONS; number++) {
            Monitor monitor = handles.get(number);
            if (monitor.word(OWN) != 1 + number || monitor.word(FOREIGN) != 0) {
                return "partition " + number + " has read what is another's " + monitor.word(FOREIGN) + " times";
            }
            if (monitor.word(ROUNDS) < 1000) {
                return "partition " + number + " has hardly run";
            }
        }
        BitSet used = new BitSet();
        for (int vmid : vmids) {
            used.set(vmid);
        }
        if (used.get(0) || used.length() > VMIDS + 1) {
            return "VMIDs " + used + " of " + VMIDS;
        }
        return vmidsChanged < PARTITIONS ? "only " + vmidsChanged + " VMIDs have changed: no generation ended" : "";
    }

    private void destroy(int number) {
        machine.control().stop(number);
        machine.run(machine.cycle() + 1);
        Status status = machine.control().destroy(number);
        while (status == Status.AGAIN) {
            status = machine.control().destroy(number);
        }
        if (status != Status.OK) {
            throw new IllegalStateException("the core does not let go of " + number + ": " + status);
        }
    }
}

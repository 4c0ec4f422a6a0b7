package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.properties.tworuns.GuestCode;

/** Partitions that end, and what whoever comes after them must not find; and the manager, which must not get what it asks for. */
final class Heirs {
    private static final int SIZE = 0x2_0000;
    private static final int DATA = 0x1_0000;
    private static final int BLOCK_FRAMES = 512;
    /** Blocks of 2 MiB that a step of taking apart may wipe (Partitions). */
    private static final int STEP = 32;

    /** Bytes of a partition that takes several steps. */
    private static final long LONG = 140 << 20;

    private static final List<List<Window>> SCHEDULE = List.of(List.of(new Window(0, 1000), new Window(1, 1000)));

    private Heirs() {}

    private static GuestCode call(GuestCode code, Hypercall call, long... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            code.set("a" + i, arguments[i]);
        }
        return code.set("a7", Hypercall.EXTENSION).set("a6", call.number()).add("ecall");
    }

    /** What was sent to a partition does not wait for the next one of its number. */
    static void playMessages() throws IOException {
        FlowPolicy policy = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1)));
        Channels channels = new Channels(
                policy,
                List.of(new Channels.Port(0, 1, Channels.PortKind.QUEUING, 16, 4)),
                List.of(),
                List.of(),
                List.of());
        GuestCode sender = call(new GuestCode(), Hypercall.PORT_SEND, 0, Stage.RAM, 16);
        sender.label("end").add("jal zero, {end}");
        GuestCode receiver = call(new GuestCode(), Hypercall.PORT_STATUS, 0).set("s0", Stage.RAM + DATA);
        receiver.add("addi a1, a1, 1", "sd a1, 0(s0)").label("end").add("jal zero, {end}");
        try (Stage stage = new Stage(8 << 20, SCHEDULE, channels, 2)) {
            stage.create(1, Stage.spec(1, SIZE));
            stage.start(0, Stage.spec(1, SIZE), new Image(SIZE, sender));
            stage.run(100_000);
            stage.destroy(1);
            Monitor heir = stage.start(1, Stage.spec(1, SIZE), new Image(SIZE, receiver));
            stage.run(100_000);
            long waiting = Stage.word(heir, Stage.RAM + DATA) - 1;
            Broken.unless(waiting == 0, "%d messages to the partition before wait for its heir", waiting);
        }
    }

    /** The monitor of a partition that has ended reaches neither it nor its heir; the manager reaches no partition that has started. */
    static void playHandles() throws IOException {
        GuestCode idle = new GuestCode().label("end").add("jal zero, {end}");
        try (Stage stage = new Stage(8 << 20, SCHEDULE, Channels.NONE, 2)) {
            Monitor old = stage.start(0, Stage.spec(1, SIZE), new Image(SIZE, idle));
            byte[] bytes = new byte[8];
            Stage.expect(Status.WRONG_STATE, stage.machine.control().load(0, Stage.RAM, bytes, 0, 8), "load while it runs");
            Stage.expect(Status.OK, stage.machine.control().pause(0), "pause");
            Stage.expect(Status.WRONG_STATE, stage.machine.control().load(0, Stage.RAM, bytes, 0, 8), "load while it is paused");
            stage.run(10_000);
            Stage.expect(Status.OK, stage.machine.control().stop(0), "stop");
            Stage.expect(Status.WRONG_STATE, stage.machine.control().load(0, Stage.RAM, bytes, 0, 8), "load after it");
            Stage.expect(Status.AGAIN, stage.machine.control().destroy(0), "the first step of its end");
            assertGone(old, "taken apart");
            stage.destroy(0);
            assertGone(old, "gone");
            Monitor heir = stage.start(0, Stage.spec(1, SIZE), new Image(SIZE, idle));
            stage.run(10_000);
            assertGone(old, "somebody else's number");
            Stage.expect(Status.OK, heir.read(Stage.RAM, bytes, 0, 8), "reading by the heir's own monitor");
        }
    }

    private static void assertGone(Monitor handle, String what) {
        byte[] bytes = new byte[8];
        Stage.expect(Status.NO_PARTITION, handle.read(Stage.RAM, bytes, 0, 8), "reading what is " + what);
        Stage.expect(Status.NO_PARTITION, handle.write(Stage.RAM, bytes, 0, 8), "writing what is " + what);
        Stage.expect(Status.NO_PARTITION, handle.giveBack(Stage.RAM, 1), "shrinking what is " + what);
        Stage.expect(Status.NO_PARTITION, handle.externalInterrupt(0, true), "interrupting what is " + what);
    }

    /** Frames: nobody gets more than there are, none is lost by a creation that fails or by a life, and no step of an end is long. */
    static void playFrames() throws IOException {
        long memory = 160 << 20;
        try (Stage stage = new Stage(memory, SCHEDULE, Channels.NONE, 2)) {
            long left = stage.machine.control().framesLeft();
            stage.create(0, Stage.spec(1, SIZE));
            for (long quota : new long[] {left + 1, 2 * left, 1L << 40, Long.MAX_VALUE}) {
                Stage.expect(Status.NO_MEMORY, stage.machine.control().resize(0, quota), "a quota of " + quota);
            }
            stage.destroy(0);
            Broken.unless(stage.machine.control().framesLeft() == left, "a life has taken frames with it");
            stage.create(0, Stage.spec(1, LONG));
            byte[] filler = new byte[1 << 20];
            Arrays.fill(filler, (byte) 0x5A);
            for (long at = 0; at < LONG; at += filler.length) {
                stage.machine.control().load(0, Stage.RAM + at, filler, 0, filler.length);
            }
            Stage.expect(Status.OK, stage.machine.control().stop(0), "stop");
            BitSet before = stage.machine.zeros();
            while (stage.machine.control().destroy(0) == Status.AGAIN) {
                BitSet after = stage.machine.zeros();
                after.andNot(before);
                Broken.unless(
                        after.cardinality() <= STEP * BLOCK_FRAMES, "one step has wiped %d frames", after.cardinality());
                before = stage.machine.zeros();
            }
            Broken.unless(stage.machine.control().framesLeft() == left, "a large life has taken frames with it");
        }
    }

    /** Memory in which no root of a page table fits any more: creations fail after they have begun, and leave nothing behind. */
    static void playFailure() throws IOException {
        long memory = 4 << 20;
        try (Stage stage = new Stage(memory, SCHEDULE, Channels.NONE, 2)) {
            long frames = memory / Stage.PAGE;
            List<MemoryRegion> regions = List.of(
                    new MemoryRegion(Stage.RAM + 0x1000, (frames - 10) * Stage.PAGE, Rights.READ_WRITE_EXECUTE));
            Image asking = new Image(0x100, Stage.ask(new GuestCode().label("again")).add("jal zero, {again}"));
            stage.start(0, new PartitionSpec(1, regions, List.of(Stage.BELL), frames), Stage.RAM + 0x1000, asking);
            int given = (int) (frames - 10) / 4;
            stage.have(0, own -> {
                for (long page = 3; page < frames - 10; page += 4) {
                    Stage.expect(Status.OK, own.giveBack(Stage.RAM + 0x1000 + page * Stage.PAGE, 1), "giveBack");
                }
            });
            long used = stage.machine.control().query(0).orElseThrow().framesUsed();
            Stage.expect(Status.OK, stage.machine.control().resize(0, used), "resize");
            long left = stage.machine.control().framesLeft();
            Broken.unless(left >= given, "%d frames were given back, and %d are left", given, left);
            for (int attempt = 0; attempt < 3; attempt++) {
                Creation creation = stage.machine.control().create(1, Stage.spec(1, SIZE));
                if (creation instanceof Creation.Refused(Status status)) {
                    Stage.expect(Status.NO_MEMORY, status, "a creation without room for a root");
                } else {
                    stage.destroy(1);
                }
                Broken.unless(
                        stage.machine.control().framesLeft() == left,
                        "a creation that failed has kept %d frames",
                        left - stage.machine.control().framesLeft());
            }
        }
    }
}

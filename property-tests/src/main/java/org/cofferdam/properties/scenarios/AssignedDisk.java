package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.properties.tworuns.GuestCode;

/** A partition that has a disk of the machine to itself, and has it read where it may and where it may not. */
final class AssignedDisk {
    private static final int SIZE = 0x4_0000;
    private static final int BUFFER = 0x2_0000;
    private static final int LENT = 0x2_1000;
    private static final int SHRUNK = 0x2_2000;
    private static final int RESET_BUFFER = 0x2_3000;
    private static final int COUNT = 0x1_F000;
    private static final long REGION = 0x9000_0000L;
    /** SBI's base extension: a call that does nothing. */
    private static final long BASE_EXTENSION = 0x10;

    private static final Pattern DISK = new Pattern((byte) 0xD5);
    private static final DiskDriver DRIVER = new DiskDriver(0x1_0000);

    private AssignedDisk() {}

    private static Stage stage(List<List<Window>> schedule) {
        FlowPolicy policy = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1)));
        Channels channels = new Channels(
                policy,
                List.of(),
                List.of(),
                List.of(new Channels.Region(1, List.of(new Channels.Attachment(0, REGION, Rights.READ)))),
                List.of(PartitionedMachine.disk(0, 0, DiskDriver.REGISTERS)));
        return new Stage(8 << 20, schedule, channels, 2, DISK);
    }

    /** The disk's DMA reaches what its guest may write, for as long as the guest may, and nothing else. */
    static void playReach() throws IOException {
        long[] targets = {
            Stage.RAM + BUFFER, REGION, Stage.RAM + SIZE, Stage.RAM + LENT, Stage.RAM + LENT, Stage.RAM + SHRUNK
        };
        GuestCode code = new GuestCode();
        for (int request = 0; request < 4; request++) {
            DRIVER.request(code, request);
        }
        code.set("a0", 1).set("a1", Stage.RAM + LENT).set("a2", 1).set("a3", Rights.READ_WRITE.bits());
        code.set("a7", Hypercall.EXTENSION)
                .set("a6", Hypercall.GRANT_LEND.number())
                .add("ecall");
        DRIVER.request(code, 4);
        code.label("again");
        DRIVER.request(code, 5);
        Stage.ask(code);
        count(code);
        code.add("jal zero, {again}");
        Image image = new Image(SIZE, code);
        for (int request = 0; request < targets.length; request++) {
            DRIVER.prepare(image, request, targets[request]);
        }
        try (Stage stage = stage(List.of(List.of(new Window(0, 1000), new Window(1, 1000))))) {
            stage.create(1, Stage.spec(1, SIZE));
            Monitor handle = stage.start(0, Stage.spec(1, SIZE), image);
            stage.run(400_000);
            Broken.unless(Stage.word(handle, Stage.RAM + COUNT) > 0, "the driver does not come to its end");
            List<Boolean> may = List.of(true, false, false, true, false, true);
            for (int request = 0; request < targets.length; request++) {
                Broken.unless(
                        DRIVER.wentWell(handle, request) == may.get(request),
                        "request %d, into 0x%x, %s",
                        request,
                        targets[request],
                        may.get(request) ? "was not served" : "was served");
            }
            Broken.unless(
                    Stage.word(handle, Stage.RAM + BUFFER) == DISK.word(),
                    "the disk's bytes are not those of the disk");
            Broken.unless(
                    Stage.word(handle, REGION) == 0, "the disk was read into a page that its guest may only read");
            long refused = may.stream().filter(allowed -> !allowed).count();
            Broken.unless(
                    faults(stage, 0) == refused && faults(stage, 1) == 0,
                    "of %d requests that were refused, %d are the faults of the disk's partition, %d of the one beside",
                    refused,
                    faults(stage, 0),
                    faults(stage, 1));
            shrink(stage, handle);
            stage.destroy(0);
            Broken.unless(
                    stage.machine.cachedDeviceTranslations() == 0, "the IOMMU remembers a partition that is gone");
            resetAtWork(stage);
        }
    }

    /** How often the core has found that DMA of a partition's devices went astray. */
    private static long faults(Stage stage, int partition) {
        return stage.machine.control().query(partition).orElseThrow().faults().getOrDefault(FaultKind.DEVICE_DMA, 0L);
    }

    /** The guest has the disk read into a page all the time; then the page is gone, and what comes in its place is not that of before. */
    private static void shrink(Stage stage, Monitor handle) {
        Broken.unless(stage.machine.cachedDeviceTranslations() > 0, "the disk is not at work");
        stage.have(0, own -> Stage.expect(Status.OK, own.giveBack(Stage.RAM + SHRUNK, 1), "giveBack"));
        long count = Stage.word(handle, Stage.RAM + COUNT);
        stage.run(200_000);
        Broken.unless(Stage.word(handle, Stage.RAM + COUNT) > count, "the driver stands still");
        stage.machine.lookAtEverything();
        stage.have(0, own -> {
            Stage.expect(Status.OK, own.takeBack(Stage.RAM + SHRUNK, 1), "takeBack");
            Broken.unless(Stage.word(own, Stage.RAM + SHRUNK) == 0, "a page that is given anew is not empty");
        });
    }

    /** A partition ends while its disk has its rings; the next one finds the disk at rest, and its memory as it was loaded. */
    private static void resetAtWork(Stage stage) {
        GuestCode idle = new GuestCode();
        // The status of a disk that nobody has begun with is 0.
        idle.set("s2", DiskDriver.REGISTERS).add("lw t0, 0x70(s2)").set("s0", Stage.RAM + COUNT);
        idle.add("addi t0, t0, 1", "sd t0, 0(s0)").label("end").add("jal zero, {end}");
        for (int life = 0; life < 3; life++) {
            GuestCode code = new GuestCode();
            // Its windows end on their ticks: so that it is not always in the same place then, which may be right
            // behind a reset of its own.
            for (int later = 0; later < 50 * life; later++) {
                code.add("addi zero, zero, 0");
            }
            code.label("again");
            DRIVER.request(code, 0);
            count(code);
            code.add("jal zero, {again}");
            Image image = new Image(SIZE, code);
            DRIVER.prepare(image, 0, Stage.RAM + RESET_BUFFER);
            Monitor handle = stage.start(0, Stage.spec(1, SIZE), image);
            stage.run(100_000);
            Broken.unless(Stage.word(handle, Stage.RAM + RESET_BUFFER) == DISK.word(), "the disk is not at work");
            stage.destroy(0);
            Broken.unless(
                    stage.machine.cachedDeviceTranslations() == 0, "the IOMMU remembers a partition that is gone");
            Monitor heir = stage.start(0, Stage.spec(1, SIZE), new Image(SIZE, idle));
            stage.run(100_000);
            long status = Stage.word(heir, Stage.RAM + COUNT) - 1;
            Broken.unless(status == 0, "an heir finds the disk at work: its status is 0x%x", status);
            stage.destroy(0);
        }
    }

    private static void count(GuestCode code) {
        code.set("s0", Stage.RAM + COUNT).add("ld t0, 0(s0)", "addi t0, t0, 1", "sd t0, 0(s0)");
    }

    /** While partition 1 has the first hart, partition 0 drives its disk on the second, or does nothing: partition 1 cannot tell. */
    static void playInterrupts() throws IOException {
        String quiet = neighbour(false);
        String busy = neighbour(true);
        Broken.unless(quiet.equals(busy), "beside a disk at work a neighbour is %s, and else %s", busy, quiet);
    }

    private static String neighbour(boolean busy) throws IOException {
        GuestCode code = new GuestCode();
        DRIVER.request(code, 0);
        code.label("again");
        if (busy) {
            // A trap after each interrupt ends it for the PLIC, so that the next can come at any time: also with the
            // end of a window.
            DRIVER.again(code, 0);
            code.set("a7", BASE_EXTENSION).set("a6", 0).add("ecall");
        }
        code.add("jal zero, {again}");
        Image image = new Image(SIZE, code);
        DRIVER.prepare(image, 0, Stage.RAM + BUFFER);
        GuestCode counter = new GuestCode().set("s0", Stage.RAM + COUNT).label("again");
        counter.add("ld t0, 0(s0)", "addi t0, t0, 1", "sd t0, 0(s0)", "rdtime t1", "sd t1, 8(s0)", "jal zero, {again}");
        List<List<Window>> schedule = List.of(
                List.of(new Window(1, 1000), new Window(0, 1000)),
                List.of(new Window(0, 1000), new Window(Window.NOBODY, 1000)));
        try (Stage stage = stage(schedule)) {
            stage.start(0, Stage.spec(1, SIZE), image);
            stage.start(1, Stage.spec(1, SIZE), new Image(SIZE, counter));
            stage.run(1_500_000);
            Broken.unless(stage.interrupts(1) == 0, "another's monitor was told of %d interrupts", stage.interrupts(1));
            Broken.unless(!busy || stage.interrupts(0) > 100, "the disk has hardly interrupted anybody");
            PartitionInfo info = stage.machine.control().query(1).orElseThrow();
            return "%s, exits %s, %d ticks, %s"
                    .formatted(
                            stage.machine.hash(1).substring(0, 16),
                            info.exits(),
                            info.ticksRun(),
                            stage.machine.account(1));
        }
    }
}

package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Window;
import org.cofferdam.properties.tworuns.GuestCode;

/** What is a guest's own affair: the exceptions of its own programs, and its time, which begins when it does. */
final class OwnAffairs {
    private static final int SIZE = 0x2_0000;
    private static final int DATA = 0x1_0000;
    private static final int TABLE = 0x1_1000;
    private static final long NOTHING_THERE = 0xC000_0000L;
    private static final List<Long> CAUSES = List.of(3L, 13L, 15L, 12L, 2L);
    private static final List<List<Window>> SCHEDULE = List.of(List.of(new Window(0, 1000), new Window(1, 1000)));

    private OwnAffairs() {}

    /** A breakpoint, three page faults of its own tables and an illegal instruction arrive at the guest's own handler. */
    static void playExceptions() throws IOException {
        GuestCode code = new GuestCode()
                .add("jal zero, {begin}", "addi zero, zero, 0")
                .add("csrrs t0, scause, zero", "sd t0, 0(s0)", "addi s0, s0, 8", "csrrs t1, sepc, zero", "addi t1, t1, 4")
                .add("addi t2, zero, 12", "bne t0, t2, {back}", "addi t1, ra, 0")
                .label("back")
                .add("csrrw zero, sepc, t1", "sret")
                .label("begin");
        code.set("t0", Stage.RAM + 8).add("csrrw zero, stvec, t0").set("s0", Stage.RAM + DATA);
        code.set("t0", 8L << 60 | Stage.RAM + TABLE >>> 12).add("csrrw zero, satp, t0", "sfence.vma");
        code.set("s1", NOTHING_THERE).add("ebreak", "ld t0, 0(s1)", "sd t0, 0(s1)", "jalr ra, 0(s1)");
        code.add("csrrs t0, mstatus, zero").label("end").add("jal zero, {end}");
        Image image = new Image(SIZE, code).word(TABLE + 16, Stage.RAM >>> 12 << 10 | 0xCF);
        try (Stage stage = new Stage(8 << 20, SCHEDULE, Channels.NONE, 2)) {
            Monitor handle = stage.start(0, Stage.spec(1, SIZE), image);
            stage.run(100_000);
            Broken.unless(
                    stage.state(0) == PartitionState.RUNNING,
                    "what the guest's own program did wrong has stopped it: %s",
                    stage.machine.control().query(0).orElseThrow().stopReason());
            List<Long> causes = new ArrayList<>();
            for (int i = 0; i < CAUSES.size(); i++) {
                causes.add(Stage.word(handle, Stage.RAM + DATA + 8 * i));
            }
            Broken.unless(causes.equals(CAUSES), "the guest's handler saw %s, not %s", causes, CAUSES);
        }
    }

    /** Whoever starts late finds its clock at 0, not at the machine's time. */
    static void playTime() throws IOException {
        GuestCode code = new GuestCode().add("rdtime t0").set("s0", Stage.RAM + DATA).add("sd t0, 0(s0)");
        code.label("end").add("jal zero, {end}");
        Image image = new Image(SIZE, code);
        try (Stage stage = new Stage(8 << 20, SCHEDULE, Channels.NONE, 2)) {
            stage.start(0, Stage.spec(1, SIZE), image);
            stage.run(1_000_000);
            Monitor late = stage.start(1, Stage.spec(1, SIZE), image);
            stage.run(100_000);
            long time = Stage.word(late, Stage.RAM + DATA);
            Broken.unless(time <= 2000, "a guest that has just begun reads time %d", time);
        }
    }
}

package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.properties.tworuns.GuestCode;

/** A guest that looks at the pages of a large page again and again, while its monitor gives some of them back and takes them again. */
final class ShrinkingMemory {
    private static final int LARGE = 0x20_0000;
    private static final int DATA = 0x1_0000;
    private static final int PAGES = 6;
    private static final long GONE = -1;
    private static final long CYCLES = 200_000;

    private final Stage stage =
            new Stage(16 << 20, List.of(List.of(new Window(0, 1000)), List.of(new Window(0, 700))), Channels.NONE, 1);
    private final long[] expected = new long[PAGES];
    private Monitor handle;

    private ShrinkingMemory() {}

    static void play() throws IOException {
        ShrinkingMemory memory = new ShrinkingMemory();
        try (memory.stage) {
            memory.run();
        }
    }

    private void run() {
        Image image = new Image(LARGE + PAGES * 0x1000, code());
        for (int page = 0; page < PAGES; page++) {
            image.word(LARGE + page * 0x1000, 100 + page);
            expected[page] = 100 + page;
        }
        handle = stage.start(0, Stage.spec(2, 2 * LARGE), image);
        look("at the beginning");
        for (int page : new int[] {1, 2, 4}) {
            stage.have(0, own -> Stage.expect(Status.OK, own.giveBack(at(page), 1), "giveBack"));
            expected[page] = GONE;
            look("after page " + page + " was given back");
        }
        stage.have(0, own -> Stage.expect(Status.OK, own.takeBack(at(1), 1), "takeBack"));
        expected[1] = 0;
        look("after page 1 was taken again");
        stage.have(0, own -> Stage.expect(Status.OK, own.giveBack(at(0), 2), "giveBack"));
        expected[0] = GONE;
        expected[1] = GONE;
        look("after pages 0 and 1 were given back");
        stage.destroy(0);
        Broken.unless(stage.machine.cachedGuestTranslations() == 0, "a hart remembers a partition that is gone");
    }

    private static long at(int page) {
        return Stage.RAM + LARGE + page * Stage.PAGE;
    }

    private void look(String when) {
        stage.run(CYCLES);
        for (int hart = 0; hart < 2; hart++) {
            long[] seen = new long[PAGES];
            for (int page = 0; page < PAGES; page++) {
                seen[page] = Stage.word(handle, Stage.RAM + DATA + hart * 0x100 + 8 * page);
            }
            Broken.unless(
                    Arrays.equals(seen, expected),
                    "%s virtual hart %d sees %s, not %s",
                    when,
                    hart,
                    Arrays.toString(seen),
                    Arrays.toString(expected));
        }
    }

    /** Both virtual harts note what they find in each page, or that nothing is there. */
    private static GuestCode code() {
        GuestCode code = new GuestCode()
                .add("jal zero, {begin}", "addi zero, zero, 0")
                .add("addi t1, zero, -1", "csrrs t0, sepc, zero", "addi t0, t0, 4", "csrrw zero, sepc, t0", "sret")
                .label("begin")
                .add("addi s3, a0, 0", "bne s3, zero, {on}");
        code.set("a0", 1).set("a1", Stage.RAM).set("a2", 0).set("a7", 0x48534D).set("a6", 0).add("ecall");
        code.label("on").set("t0", Stage.RAM + 8).add("csrrw zero, stvec, t0");
        code.set("s0", Stage.RAM + DATA).add("slli t0, s3, 8", "add s0, s0, t0");
        code.set("s1", at(0)).set("s2", Stage.PAGE);
        Stage.ask(code.label("again")).add("addi t2, s0, 0", "addi t3, s1, 0").set("t4", PAGES);
        code.label("next").add("ld t1, 0(t3)", "sd t1, 0(t2)", "addi t2, t2, 8", "add t3, t3, s2");
        return code.add("addi t4, t4, -1", "bne t4, zero, {next}", "jal zero, {again}");
    }
}

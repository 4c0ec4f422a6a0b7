package org.cofferdam.platform;

import java.util.List;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Hypercall;

/**
 * Two partitions that have their registers full of what is theirs: one sends messages and rings, the other, with two virtual harts,
 * takes what has come.
 */
public final class TalkingPair extends CheckedPair {
    private static final long HSM = 0x48534D;
    private static final int BUFFER = 0xC000;
    private static final int LONGEST = 8;

    /** For who loads this class anew. */
    public TalkingPair() {
        super(
                1,
                List.of(
                        new Channels.Port(0, 1, Channels.PortKind.QUEUING, LONGEST, 4),
                        new Channels.Port(0, 1, Channels.PortKind.QUEUING, LONGEST, 4)),
                List.of(new Channels.Doorbell(0, 1, 3), new Channels.Doorbell(0, 1, 5)));
    }

    @Override
    List<GuestProgram> programs(int partition) {
        return partition == 0
                ? List.of(sender())
                : List.of(receiver(), busy(0x3333).label("end").add("jal zero, {end}"));
    }

    /** A program that first fills registers: x, f and CSRs. */
    private static GuestProgram busy(long value) {
        GuestProgram program = new GuestProgram();
        program.set("t0", 3 << 13).add("csrrs zero, 0x100, t0");
        program.set("s5", value).add("csrrw zero, 0x140, s5", "csrrw zero, 0x105, s5", "fmv.d.x ft5, s5");
        program.set("t6", value).set("gp", value);
        return program.set("s6", 20_000).label("busy").add("addi s6, s6, -1", "bne s6, zero, {busy}");
    }

    private static GuestProgram sender() {
        GuestProgram program = busy(0x1111);
        program.set("s1", RAM + BUFFER).add("sd s5, 0(s1)");
        program.set("a0", 1).add("addi a1, s1, 0").set("a2", LONGEST);
        program.call(Hypercall.EXTENSION, Hypercall.PORT_SEND.number());
        program.set("a0", 1).call(Hypercall.EXTENSION, Hypercall.DOORBELL_RING.number());
        return wait(program, "sent").powerOff();
    }

    private static GuestProgram receiver() {
        GuestProgram program = new GuestProgram();
        program.set("a0", 1).set("a1", others(1)).set("a2", 7).call(HSM, 0);
        wait(program, "started");
        program.set("s1", RAM + BUFFER).label("receive");
        program.set("a0", 1).add("addi a1, s1, 0").set("a2", LONGEST);
        program.call(Hypercall.EXTENSION, Hypercall.PORT_RECEIVE.number()).add("bne a0, zero, {receive}");
        program.set("a0", -1).call(Hypercall.EXTENSION, Hypercall.DOORBELL_TAKE.number());
        return wait(program, "received").powerOff();
    }

    private static GuestProgram wait(GuestProgram program, String label) {
        return program.set("t2", 20_000).label(label).add("addi t2, t2, -1", "bne t2, zero, {%s}".formatted(label));
    }
}

package org.cofferdam.machine.hart;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.cofferdam.machine.floatingpoint.FloatingPoint;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * One hart: its registers, and the rooms that give them meaning. Not safe for use by several host threads; harts of a
 * board take turns, or keep the order of a {@link Standstill}.
 */
public final class Hart implements Stateful {

    /** Hart cycles in one tick of {@code time}: a hart of nominally 100 MHz beside a timebase of 10 MHz. */
    public static final long CYCLES_PER_TICK = 10;

    /** Ticks of {@code time} in a second. */
    public static final long TICKS_PER_SECOND = 10_000_000;

    /** VMIDMAX, the most bits of a VMID on RV64. */
    public static final int MOST_VMID_BITS = 14;

    /** {@code mhartid}. */
    public final int id;

    /** VMIDLEN: how many bits of {@code hgatp.VMID} can be written (hypervisor chapter, "hgatp"). */
    final int vmidBits;

    /** Integer registers; x0 is never written: instructions that name it as destination write slot 32. */
    public final long[] x = new long[33];

    /** Floating-point registers, raw bits. */
    public final long[] f = new long[32];

    /** Address of the instruction being executed, or of the next one between instructions. */
    public long pc;

    /** Instructions retired since the hart was made. */
    public long retired;

    /**
     * Retired instructions, plus one for each trap and interrupt taken, plus idle cycles. Like {@link #pc} and {@link
     * #retired} complete between instructions and for an instruction that ends a block, and after {@link #settle}.
     */
    public long cycle;

    /** No instruction executes at or after this cycle before {@link Interrupts#sample} has been called. */
    public long nextEventCycle;

    /** {@code fcsr}. */
    public final FloatingPoint fp = new FloatingPoint();

    public final Csrs csrs;
    public final Traps traps;
    public final Interrupts interrupts;
    public final Permissions permissions = new Permissions(this);
    public final HartMemory memory;

    /** Somebody's who looks into this hart, or null. */
    Probe probe;

    private final Interpreter interpreter;
    private final Trap trap = new Trap();
    private final Unsettled clean = new Unsettled();
    private Privilege privilege = Privilege.MACHINE;
    private boolean virtualized;
    private boolean waiting;
    private boolean accompanied;
    private boolean floatingPointOff = true;
    private boolean floatingPointDirty;

    /**
     * A hart in its reset state: M-mode, pc 0.
     *
     * @param code of the same bus, shared by its harts
     */
    public Hart(int id, Bus bus, CodeCache code) {
        this(id, bus, code, MOST_VMID_BITS);
    }

    /**
     * A hart with fewer VMIDs, as the architecture allows.
     *
     * @param vmidBits 0 to {@link #MOST_VMID_BITS}
     */
    public Hart(int id, Bus bus, CodeCache code, int vmidBits) {
        if (vmidBits < 0 || vmidBits > MOST_VMID_BITS) {
            throw new IllegalArgumentException("a VMID of " + vmidBits + " bits");
        }
        this.id = id;
        this.vmidBits = vmidBits;
        interpreter = new Interpreter(this, code);
        memory = new HartMemory(this, bus);
        interrupts = new Interrupts(this);
        csrs = new Csrs(this);
        traps = new Traps(this);
        stateChanged();
    }

    /**
     * Executes until {@link #cycle} is {@code untilCycle}, or the hart waits in WFI with nothing pending that would wake
     * it, or {@link #stop} is called.
     *
     * @return {@link #cycle}, never more than {@code untilCycle} if it was not before
     */
    public long run(long untilCycle) {
        return interpreter.run(untilCycle);
    }

    /** Makes {@link #run} return after the present instruction. */
    public void stop() {
        interpreter.stop();
    }

    /**
     * Called by an access that can observe or change more than registers and RAM (a device, predecoded code) before it
     * has any effect. If the instruction stands amid a block, this does not return: the instruction is abandoned and
     * executed again by itself, with {@link #pc}, {@link #cycle} and {@link #retired} complete and interrupts sampled
     * right before and after.
     */
    public void settle() {
        interpreter.settle();
    }

    /**
     * From now on has {@link #run} return after each path through a translation, up to the next head of a loop, so that somebody can
     * compare what it has done.
     */
    public void pauseAfterTranslations() {
        interpreter.pauseAfterTranslations();
    }

    /** Before anything is executed: other harts execute at the same time as this one, in this order. */
    public void accompany(Standstill order) {
        interpreter.accompany(order);
        accompanied = true;
    }

    /** Order among harts that execute at the same time, or null: then they take turns. */
    Standstill companions() {
        return interpreter.companions();
    }

    /** Whether other harts execute at the same time. */
    public boolean accompanied() {
        return accompanied;
    }

    /** Whether an instruction is being executed by itself: else it is resident software that acts. */
    boolean amidInstruction() {
        return interpreter.uncounted() != 0;
    }

    /** Leaves the instruction that is being executed by itself as though it had not begun; does not return. */
    RuntimeException abandoned() {
        return interpreter.abandoned();
    }

    /** The nominal privilege mode. */
    public Privilege privilege() {
        return privilege;
    }

    /** The virtualization mode V: true in VS and VU. */
    public boolean virtualized() {
        return virtualized;
    }

    /** Changes mode, as traps and trap returns do, and resident software that starts something. */
    public void enter(Privilege privilege, boolean virtualized) {
        this.privilege = privilege;
        this.virtualized = virtualized;
        csrs.counters.modeChanged(interpreter.uncounted());
        stateChanged();
    }

    /** Whether the hart sleeps in WFI. */
    public boolean waiting() {
        return waiting;
    }

    /** WFI: the hart waits, unless something enabled is pending already. */
    public void sleep() {
        waiting = !interrupts.wakes();
    }

    /** Ends a wait, as an interrupt would: for resident software that starts a hart which it had parked. */
    public void wake() {
        waiting = false;
    }

    /** Lets a waiting hart's time pass without instructions. */
    public void idle(long untilCycle) {
        cycle = Math.max(cycle, untilCycle);
    }

    /** How many instructions were executed by translations: of no meaning to the guest. */
    public long translated() {
        return interpreter.passage().translated;
    }

    /** How often a translation was entered. */
    public long translationsEntered() {
        return interpreter.passage().entered;
    }

    /** How often a translation was left for a {@link org.cofferdam.machine.isa.SlowPath}. */
    public long translationsMissed() {
        return interpreter.passage().missed;
    }

    /** Puts Java in the place of the software at a level. */
    public void attach(Level level, ResidentSoftware software) {
        traps.attach(level, software);
    }

    /** The hart's probe, from the first call on. */
    public Probe probe() {
        if (probe == null) {
            probe = new Probe(this);
        }
        return probe;
    }

    /** Who is shown what the hart does, or null. */
    Witness witness() {
        return probe == null ? null : probe.witness();
    }

    /** Why the hart has stopped for somebody who looks into it, or null. */
    public Halt halt() {
        return probe == null ? null : probe.halt();
    }

    /** Whether somebody who looks into it wants it to stand still while others run. */
    public boolean held() {
        return probe != null && probe.isHeld();
    }

    /** Fills the hart's trap; the caller throws it. */
    public Trap raise(int cause, long value) {
        return raise(cause, value, false, 0, 0);
    }

    /** Fills the hart's trap; the caller throws it. */
    public Trap raise(int cause, long value, boolean guestVirtual, long guestPhysical, int pseudoInstruction) {
        trap.cause = cause;
        trap.value = value;
        trap.guestVirtual = guestVirtual;
        trap.guestPhysical = guestPhysical;
        trap.pseudoInstruction = pseudoInstruction;
        trap.accessBase = value;
        return trap;
    }

    /**
     * Before an instruction that reads floating-point state.
     *
     * @throws Trap an illegal instruction, where FS of {@code mstatus}, or in VS and VU that of {@code vsstatus}, is Off
     */
    public void useFloatingPoint() {
        if (floatingPointOff) {
            throw raise(Cause.ILLEGAL_INSTRUCTION, 0);
        }
    }

    /**
     * In an instruction that writes {@link #f} or {@link #fp}, which it returns, before it has any effect: sees to it that FS is Dirty
     * afterwards. Where it is not yet, this does not return, and the instruction is executed again by itself. A call that does
     * return would be worse, however seldom it happens: a compiled loop would have to keep its registers in memory around it.
     */
    public FloatingPoint changeFloatingPoint() {
        if (!floatingPointDirty) {
            throw clean;
        }
        return fp;
    }

    /** Whether an instruction was left by {@link #changeFloatingPoint}. */
    boolean wasClean(Unsettled thrown) {
        return thrown == clean;
    }

    /**
     * Lets the next instruction change floating-point state. If it does, {@link #dirtyFloatingPoint} follows, and if not, a trap or
     * {@link #stateChanged}.
     *
     * @throws Trap an illegal instruction, as {@link #useFloatingPoint}
     */
    void permitFloatingPoint() {
        useFloatingPoint();
        floatingPointDirty = true;
    }

    /** Makes FS Dirty, that of {@code vsstatus} as well in VS and VU. */
    void dirtyFloatingPoint() {
        long guest = virtualized ? csrs.guest.vsstatus.value : Status.FS;
        if ((csrs.machine.mstatus.value & guest & Status.FS) != Status.FS) {
            csrs.machine.mstatus.value |= Status.FS;
            if (virtualized) {
                csrs.guest.vsstatus.value |= Status.FS;
            }
            stateChanged();
        }
    }

    boolean floatingPointEnabled() {
        return !floatingPointOff;
    }

    /**
     * The rounding mode, 0 to 4, of an instruction with this {@code rm} field.
     *
     * @throws Trap an illegal instruction, if the field or the {@code frm} that it refers to is reserved
     */
    public int roundingMode(int rm) {
        int mode = fp.resolve(rm);
        if (mode > FloatingPoint.RMM) {
            throw raise(Cause.ILLEGAL_INSTRUCTION, 0);
        }
        return mode;
    }

    /** Shows everything that makes up the state of the hart, RAM and cached translations aside, in a fixed order. */
    public void forEachRegister(RegisterVisitor visitor) {
        visitor.visit("pc", pc);
        for (int i = 1; i < 32; i++) {
            visitor.visit("x" + i, x[i]);
        }
        for (int i = 0; i < 32; i++) {
            visitor.visit("f" + i, f[i]);
        }
        visitor.visit("privilege", privilege.level);
        visitor.visit("virtualized", virtualized ? 1 : 0);
        visitor.visit("waiting", waiting ? 1 : 0);
        visitor.visit("retired", retired);
        visitor.visit("cycles", cycle);
        visitor.visit("mtimecmp", interrupts.machineTimer());
        visitor.visit("reserved", memory.reserved());
        csrs.forEach(visitor);
    }

    /** Is shown the registers of a hart. */
    @FunctionalInterface
    public interface RegisterVisitor {

        /** One register. */
        void visit(String name, long value);
    }

    /** Mode or status have changed: what follows from them for memory, floating point and interrupts. */
    void stateChanged() {
        memory.selectRegime();
        long host = csrs.machine.mstatus.value & Status.FS;
        long guest = virtualized ? csrs.guest.vsstatus.value & Status.FS : Status.FS;
        floatingPointOff = host == 0 || guest == 0;
        floatingPointDirty = host == Status.FS && guest == Status.FS;
        interrupts.recheck();
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(x);
        out.numbers(f);
        out.numbers(new long[] {pc, retired, cycle});
        out.word(fp.fcsr());
        out.word(privilege.level);
        out.flags(new boolean[] {virtualized, waiting});
        csrs.save(out);
        interrupts.save(out);
        memory.save(out);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        in.numbers(x);
        in.numbers(f);
        pc = in.number();
        retired = in.number();
        cycle = in.number();
        fp.setFcsr(in.word());
        int level = in.word();
        privilege = Arrays.stream(Privilege.values())
                .filter(mode -> mode.level == level)
                .findFirst()
                .orElseThrow(() -> in.refuse("a privilege level of " + level));
        virtualized = in.flag();
        waiting = in.flag();
        csrs.restore(in);
        interrupts.restore(in);
        memory.restore(in);
        stateChanged();
        if (x[0] != 0 || cycle < 0 || (virtualized && privilege == Privilege.MACHINE)) {
            throw in.refuse("registers that no hart has");
        }
    }

    /** The method in which a hart spends its time, for those who prepare the JVM for it. */
    public static Method runLoop() {
        return Interpreter.loop();
    }
}

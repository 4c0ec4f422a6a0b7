package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Resume;
import org.cofferdam.microkernel.hardware.Csr;

/**
 * Holds the running core to its specification: after each of its calls, what is seen of core and machine must be what the
 * specification's steps make of what was seen before. At the first difference it has a story to tell, and looks no further.
 */
public final class Oracle {
    /** Calls after which a partition's virtual harts begin. */
    private static final List<String> BEGINNINGS = List.of("create", "reset", "start");
    /** After so many calls everything is looked at anew. */
    private static final long THOROUGH = 1 << 16;

    private final Surroundings system;
    private final Specification specification = CoreSpecification.CORE;
    private final Observation observation;
    private final Ledger ledger;
    private final Fills fills;
    private final Hypercalls hypercalls;
    private final SbiCalls sbi;
    private final Switches switches;
    private final CoreRecords written;
    private final Controls controls;
    private final Charges charges;
    private final int every;
    /** Null if nobody is told. */
    private final Watcher watcher;

    private Call call;
    private Hypercalls.Ending ending;
    private long calls;
    private boolean skipped;
    private String story;

    /**
     * Looks at a system in which there is no partition yet.
     *
     * @param every   of so many plain traps one is checked
     * @param watcher is told of each call that is as specified; null if nobody is
     */
    public Oracle(Surroundings system, int every, Watcher watcher) {
        this.system = system;
        this.every = every;
        this.watcher = watcher;
        observation = new Observation(system, cache -> entry -> filled(cache, entry), true);
        ledger = new Ledger(system, specification, observation);
        fills = new Fills(system, ledger);
        hypercalls = new Hypercalls(system, observation, ledger);
        sbi = new SbiCalls(system, observation);
        switches = new Switches(system);
        written = new CoreRecords(system, ledger);
        controls = new Controls(system, observation, ledger);
        charges = new Charges(system, observation.records());
        observation.attach();
    }

    /** The story of the first difference, once there is one. */
    public Optional<String> story() {
        return Optional.ofNullable(story);
    }

    /** A hart is about to be handled: what it brings is read before the core reads it. */
    public void beforeTrap(int hart) {
        if (story != null) {
            return;
        }
        calls++;
        call = Call.of(system, hart);
        ending = null;
        skipped = call.hypercall().isEmpty() && calls % every != 0;
        if (skipped) {
            return;
        }
        switches(watch -> watch.before(call));
        begin(() -> "while guests and devices ran, before " + call, hart);
        ending = call.hypercall().map(made -> hypercalls.begin(call, made)).orElse(null);
    }

    /** It has been handled. */
    public void afterTrap(int hart, Resume resume) {
        if (story != null || skipped) {
            return;
        }
        Plan plan = new Plan(specification);
        if (ending != null) {
            ending.with(plan, call.result(system));
        }
        observation.refresh(charges.moved() || isWide(plan));
        observation.release();
        Facts now = observation.context();
        int left = FrameRecords.NOBODY;
        if (ending == null && call.calls()) {
            int d = call.partition() + FIRST;
            int phase = now.value(Vocabulary.PHASE_OF, d);
            boolean ends = SbiCalls.ends(call, phase == Vocabulary.STOPPED.element());
            if (ends || phase == Vocabulary.RUNNING.element()) {
                sbi.add(plan, call, ends);
            }
            left = ends ? d : left;
        }
        finish(plan, hart, resume, now, left);
        judge(call::toString, plan, now, isWide(plan));
        tell(call::toString, plan.acts(), call.hypercall().isPresent() ? written.of(call) : written.some());
        switched(hart, call::toString, plan);
    }

    /** Of a sample, nobody has followed who left a hart with what. */
    private void switches(Consumer<Switches> watch) {
        if (every == 1) {
            watch.accept(switches);
        }
    }

    private void switched(int hart, Supplier<String> what, Plan plan) {
        switches(watch -> {
            if (call.calls() && SbiCalls.starts(call) && call.result(system).error() == 0) {
                watch.begin(call.partition(), call.argument(0));
            }
            tell(what, plan.acts(), watch.after(hart));
        });
    }

    /** The core is about to be told what a monitor answered. */
    public void beforeAnswer(int hart) {
        if (story == null && !skipped) {
            calls++;
            switches(watch -> watch.beforeAnswer(hart));
            begin(() -> "while a monitor worked", hart);
        }
    }

    /** It has been told. */
    public void afterAnswer(int hart, Resume resume) {
        if (story != null || skipped) {
            return;
        }
        boolean whole = charges.moved();
        observation.refresh(whole);
        observation.release();
        Plan plan = new Plan(specification);
        Facts now = observation.context();
        finish(plan, hart, resume, now, FrameRecords.NOBODY);
        Supplier<String> what = () -> "the core was told, on hart " + hart + ", what a monitor answered";
        judge(what, plan, now, false);
        switches(watch -> tell(what, plan.acts(), watch.after(hart)));
    }

    /** The manager is about to call the control interface. */
    public void beforeControl() {
        if (story == null) {
            calls++;
            begin(() -> "before a control call", 0);
        }
    }

    /**
     * The manager has called.
     *
     * @param name the method
     * @param spec what a partition was to be made with; null in other calls
     */
    public void afterControl(String name, int partition, String answer, PartitionSpec spec) {
        if (story != null) {
            return;
        }
        observation.refresh(true);
        observation.release();
        Plan plan = new Plan(specification);
        controls.add(plan, name, partition, answer, spec);
        Environment.tables(plan, ledger, observation);
        if (answer.equals("OK") && (name.equals("create") || name.equals("reset"))) {
            hypercalls.silence(partition);
        }
        if (answer.equals("OK") && BEGINNINGS.contains(name)) {
            switches.forget(partition);
        }
        Supplier<String> what = () ->
                "the manager called %s for partition %d, and the answer was %s".formatted(name, partition, answer);
        judge(what, plan, observation.context(), isWide(plan));
        tell(what, plan.acts(), written.all());
    }

    /** Sees to what has happened outside the core, and marks the beginning of a call. */
    private void begin(Supplier<String> when, int hart) {
        outside(when);
        int instant = instant(hart);
        if (ledger.context().value(Vocabulary.INSTANT_OF, hart) != instant) {
            ledger.context(new Facts.Collection()
                    .all(ledger.context())
                    .replace(Vocabulary.INSTANT_OF, instant, hart)
                    .facts());
        }
        if (calls % THOROUGH == 0) {
            lookAtEverything();
        }
        observation.mark();
    }

    /** Sees to what has happened outside the core: guests, monitors and devices did it. */
    private void outside(Supplier<String> when) {
        boolean written = observation.refresh();
        if (charges.moved() || written || !observation.touched().isEmpty()) {
            // A monitor has given pages back or taken some.
            observation.refresh(true);
        }
        catchUp();
        Plan plan = new Plan(specification);
        Environment.explain(plan, ledger, observation);
        if (!plan.acts().isEmpty() || !observation.touched().isEmpty()) {
            observation.mark();
            judge(when, plan, observation.context(), isWide(plan));
        }
    }

    /**
     * Compares what is kept up to date with a look at all tables and records anew, and asks the invariants about every frame that
     * is remembered anywhere, and every way in which others differ. It is done now and then without being asked for.
     */
    public void lookAtEverything() {
        if (story != null) {
            return;
        }
        outside(() -> "before everything was looked at anew");
        observation.mark();
        List<String> differences = observation.differences();
        tell(() -> "everything was looked at anew", List.of(), differences);
        if (story == null) {
            observation.touchRemembered();
            judge(() -> "everything was looked at anew", new Plan(specification), observation.context(), true);
        }
        // Guests go on: what harts come to remember from here on is theirs.
        observation.release();
    }

    /** Of a sample, nobody has followed the harts since the last call that was checked. */
    private void catchUp() {
        if (every > 1) {
            ledger.adopt(observation.context());
            observation.touchRemembered();
        }
    }

    private int instant(int hart) {
        Hart one = system.harts().get(hart);
        return Configuration.instant(system.schedule(), hart, one.csrs.read(Csr.TIME));
    }

    /**
     * What comes after every call: tables that grew or shrank, faults that were answered, the dispatcher, an interrupt.
     *
     * @param left who stopped by its own call
     */
    private void finish(Plan plan, int hart, Resume resume, Facts now, int left) {
        Environment.tables(plan, ledger, observation);
        List<Integer> late = new ArrayList<>();
        for (int partition = 0; partition < system.partitions(); partition++) {
            int d = partition + FIRST;
            if (d != left && was(d) == Vocabulary.RUNNING.element() && now.value(Vocabulary.PHASE_OF, d) != was(d)) {
                if (now.value(Vocabulary.ON, hart) == d) {
                    late.add(d);
                } else {
                    fault(plan, d, now);
                }
            }
        }
        Environment.signals(plan, system, ledger, controls);
        if (!(resume instanceof Resume.AskMonitor)) {
            if (Dispatch.add(plan, ledger.context(), now, hart, late)) {
                observation.touchRemembered();
            }
        }
        late.forEach(d -> fault(plan, d, now));
        if (resume instanceof Resume.Interrupt(int partition, int source)) {
            claim(plan, hart, partition + FIRST, source);
        }
    }

    private int was(int d) {
        return ledger.context().value(Vocabulary.PHASE_OF, d);
    }

    private static void fault(Plan plan, int d, Facts now) {
        boolean paused = now.value(Vocabulary.PHASE_OF, d) == Vocabulary.PAUSED.element();
        plan.act("core.fault", paused ? "suspended" : "stopped", d, 0);
    }

    private void claim(Plan plan, int hart, int d, int source) {
        List<Channels.Device> devices = system.channels().devices();
        for (int device = 0; device < devices.size(); device++) {
            if (devices.get(device).source() == source) {
                if (ledger.context().value(Vocabulary.CLAIMED, device) == 1) {
                    plan.act("monitor.completeInterrupt", "OK", d, device);
                }
                plan.act("machine.deviceInterrupt", "done", device);
                plan.act("core.claim", "told", hart, device);
            }
        }
    }

    /** Whether steps may have to do with frames that nobody names and that are as they were: calls that move memory. */
    private static boolean isWide(Plan plan) {
        return plan.acts().stream()
                .filter(act -> !act.outcome().equals("REFUSED"))
                .map(Act::action)
                .anyMatch(action -> action.startsWith("control.")
                        || action.startsWith("hypercall.GRANT_")
                        || action.endsWith("Back"));
    }

    private void judge(Supplier<String> what, Plan plan, Facts now, boolean everywhere) {
        List<String> objections = new ArrayList<>(observation.oddities());
        Changes changes = watcher == null ? null : new Changes(system, specification, ledger, observation.touched());
        if (objections.isEmpty()) {
            objections.addAll(ledger.settle(plan, now, everywhere));
        }
        if (objections.isEmpty()) {
            objections.addAll(charges.objections());
        }
        tell(what, plan.acts(), objections);
        if (changes != null && objections.isEmpty()) {
            List<String> specified = plan.acts().stream()
                    .map(act -> Wording.step(specification, act))
                    .toList();
            watcher.judged(what.get(), specified, changes.now());
        }
    }

    /** A cache of translations has a new entry while guests and devices run. */
    private void filled(int cache, TlbEntry entry) {
        // Of a sample, what is remembered is looked at when a call is checked.
        if (story == null && every == 1) {
            tell(
                    () -> "%s walked tables".formatted(cache < system.harts().size() ? "hart " + cache : "the IOMMU"),
                    List.of(),
                    fills.objections(cache, entry));
        }
    }

    private void tell(Supplier<String> what, List<Act> acts, List<String> objections) {
        if (story == null && !objections.isEmpty()) {
            story = Story.of(specification, calls, system.harts().getFirst().cycle, what.get(), acts, objections);
        }
    }
}

package org.cofferdam.properties.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.properties.stateful.Broken;
import org.cofferdam.properties.stateful.GuestCall;
import org.cofferdam.properties.stateful.Puppet;
import org.cofferdam.properties.stateful.Stage;
import org.cofferdam.properties.stateful.Step;
import org.cofferdam.properties.stateful.Verb;
import org.cofferdam.properties.stateful.World;

/** Looks at a world before and after each of its steps, and writes down what breaks a property, by the property's number. */
final class Watch {
    private static final long VALID = 1;
    private static final int CONTEXT_SIZE = 32;
    private static final int DEVICE = 1;
    /** In what {@code Inspection.registers} shows, behind x, f and pc: where the CSRs begin, and HVIP among them. */
    private static final int PC = 64;

    private static final int CSRS = 65;

    private static final int HVIP = CSRS + 9;

    /** Where guests keep their secret, among these: fs0 and sscratch. */
    private static final int[] SECRETS = {32 + 8, CSRS + 3};

    /** An answer that is neither a success nor a refusal. */
    private static final String UNKNOWN = "";

    private final World world;
    private final Stage stage;
    private final Books books;
    private final SortedMap<Integer, List<String>> broken = new TreeMap<>();
    private final SortedMap<Integer, Integer> looks = new TreeMap<>();
    private Look before;
    private Step step;

    Watch(World world) {
        this.world = world;
        stage = world.stage();
        books = new Books(stage);
        before = new Look(world);
    }

    /** By property, what breaks it. */
    Map<Integer, List<String>> broken() {
        return broken;
    }

    /** By property, how often there was something to look at. */
    Map<Integer, Integer> looks() {
        return looks;
    }

    @SuppressWarnings("AnnotateFormatMethod") // that takes a library
    private void look(int property, boolean holds, String what, Object... values) {
        looks.merge(property, 1, Integer::sum);
        if (!holds) {
            broken.computeIfAbsent(property, _ -> new ArrayList<>()).add(step + ": " + what.formatted(values));
        }
    }

    /**
     * Has a step happen.
     *
     * @throws Broken if the answer is none that the texts allow; what the step has done has been looked at all the same
     */
    void perform(Step next) {
        step = next;
        try {
            look(world.perform(step));
        } catch (Broken wrong) {
            look(UNKNOWN);
            throw wrong;
        }
    }

    private void look(String said) {
        Look now = new Look(world);
        books.after(step, said, before);
        if (!now.isInBetween() && !before.isInBetween()) {
            mappings(now);
            unowned(now);
            charges(now);
            gained(now);
            acted(now, said);
            refused(now, said);
        }
        remembered(now);
        devices(now);
        registers(now);
        interrupts(now);
        windows();
        before = now;
    }

    /** 14, 13: who has what mapped, by the tables alone. */
    private void mappings(Look now) {
        for (int one = 0; one < now.partitions; one++) {
            Walk walk = now.walks.get(one);
            look(14, walk.fault().isEmpty(), "the tables of %d: %s", one, walk.fault());
            SortedMap<Long, Integer> frames = walk.frames();
            for (int other = 0; other < now.partitions; other++) {
                Walk second = now.walks.get(other);
                for (long table : second.tables()) {
                    look(14, !frames.containsKey(table), "%d can reach a table of %d at 0x%x", one, other, table);
                }
                for (long frame : second.frames().keySet()) {
                    if (one < other && frames.containsKey(frame) && !books.shareRegion(one, other)) {
                        boolean granted = books.granted(one, frame) != 0 && books.granted(other, frame) != 0;
                        look(14, granted, "%d and %d both have 0x%x, which nobody granted", one, other, frame);
                    }
                }
            }
            for (Books.Offer offer : books.offers) {
                if (offer.borrower == one && !offer.over && offer.kind != Hypercall.GRANT_DONATE) {
                    for (long frame : offer.frames) {
                        int rights = frames.getOrDefault(frame, 0);
                        int allowed = books.granted(one, frame);
                        look(
                                13,
                                (rights & ~allowed) == 0,
                                "%d has rights %d to 0x%x, not %d",
                                one,
                                rights,
                                frame,
                                allowed);
                    }
                }
            }
        }
    }

    /** 22: what nobody has holds nothing. */
    private void unowned(Look now) {
        SortedSet<Long> owned = new TreeSet<>();
        now.walks.forEach(walk -> {
            owned.addAll(walk.frames().keySet());
            owned.addAll(walk.tables());
        });
        for (Walk walk : before.walks) {
            for (long frame : walk.frames().keySet()) {
                if (!owned.contains(frame)
                        && !books.isOffered(frame)
                        && stage.regions().isEmpty()) {
                    look(22, now.zeros.contains(frame), "0x%x is nobody's and holds something", frame);
                }
            }
        }
    }

    /** 22: whoever gains a page by a loan or a gift finds zeros. */
    private void gained(Look now) {
        boolean accepts = step.call()
                .flatMap(GuestCall::hypercall)
                .filter(Hypercall.GRANT_ACCEPT::equals)
                .isPresent();
        if (!accepts && step.verb() != Verb.TAKE_BACK) {
            return;
        }
        int who = step.partition();
        SortedMap<Long, Integer> had = before.walks.get(who).frames();
        for (long frame : now.walks.get(who).frames().keySet()) {
            boolean shared = books.offers.stream()
                    .anyMatch(offer -> offer.kind == Hypercall.GRANT_SHARE && offer.frames.contains(frame));
            if (!had.containsKey(frame) && !shared) {
                look(22, now.zeros.contains(frame), "%d has gained 0x%x, which holds something", who, frame);
            }
        }
    }

    /** 23: what is charged is what is there, and no more than the quota. */
    private void charges(Look now) {
        for (int partition = 0; partition < now.partitions; partition++) {
            if (now.infos.get(partition).isEmpty()) {
                continue;
            }
            PartitionInfo info = now.infos.get(partition).get();
            Walk walk = now.walks.get(partition);
            long own = walk.tables().size();
            for (Map.Entry<Long, Walk.Page> page : walk.pages().entrySet()) {
                long frame = page.getValue().physical();
                int who = partition;
                boolean borrowed = books.offers.stream()
                        .anyMatch(offer -> offer.borrower == who
                                && offer.kind != Hypercall.GRANT_DONATE
                                && offer.frames.contains(frame));
                boolean ram = now.probe.isRam(frame);
                own += ram && !borrowed && !books.isRegion(partition, page.getKey()) ? 1 : 0;
            }
            look(
                    23,
                    own <= info.framesUsed(),
                    "%d has %d frames, and is charged for %d",
                    partition,
                    own,
                    info.framesUsed());
            look(23, info.framesUsed() <= info.quota(), "%d has more than its quota", partition);
        }
    }

    private static boolean isGuests(Step step) {
        return step.verb() == Verb.READ
                || step.verb() == Verb.WRITE
                || step.verb() == Verb.JUMP
                || step.verb() == Verb.CALL;
    }

    /** 8, 12, 13: what one guest does changes nothing that is others' alone, and no table unless it called. */
    private void acted(Look now, String said) {
        if (!isGuests(step) || said.startsWith("there is nobody")) {
            return;
        }
        int who = step.partition();
        SortedSet<Long> changed = now.changedSince(before);
        SortedMap<Long, Integer> own = before.walks.get(who).frames();
        SortedMap<Long, Integer> after = now.walks.get(who).frames();
        for (int other = 0; other < now.partitions; other++) {
            for (long frame : before.walks.get(other).frames().keySet()) {
                boolean exempt =
                        frame == before.firstFrame(other) || own.containsKey(frame) || after.containsKey(frame);
                if (other != who && !exempt) {
                    look(8, !changed.contains(frame), "0x%x of %d has changed while %d acted", frame, other, who);
                }
            }
        }
        if (step.verb() != Verb.CALL) {
            for (Walk walk : before.walks) {
                walk.tables().forEach(table -> look(12, !changed.contains(table), "table 0x%x has changed", table));
            }
        }
        for (long frame : changed) {
            boolean first = frame == before.firstFrame(who) || isFirst(frame);
            boolean writable = (own.getOrDefault(frame, 0) & Walk.WRITE) != 0;
            boolean tables = isTable(before, frame) || isTable(now, frame);
            boolean guests = isMapped(before, frame) || isMapped(now, frame);
            if (!first && !tables && guests) {
                look(
                        13,
                        writable || now.zeros.contains(frame),
                        "0x%x has changed, and %d may not write it",
                        frame,
                        who);
            }
        }
    }

    private boolean isFirst(long frame) {
        for (int partition = 0; partition < before.partitions; partition++) {
            if (before.firstFrame(partition) == frame) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMapped(Look look, long frame) {
        return look.walks.stream().anyMatch(walk -> walk.frames().containsKey(frame));
    }

    private static boolean isTable(Look look, long frame) {
        return look.walks.stream().anyMatch(walk -> walk.tables().contains(frame));
    }

    /** 15, 16: a grant that was made had what it needs; a call that was refused has changed nothing. */
    private void refused(Look now, String said) {
        boolean error = step.verb() == Verb.CALL && said.startsWith("-");
        if (error) {
            SortedSet<Long> changed = now.changedSince(before);
            changed.removeIf(this::isFirst);
            look(16, changed.isEmpty(), "it was refused, and %s have changed", changed);
            for (int partition = 0; partition < now.partitions; partition++) {
                boolean same = now.walks
                        .get(partition)
                        .pages()
                        .equals(before.walks.get(partition).pages());
                look(16, same, "it was refused, and what %d has mapped has changed", partition);
            }
        }
        boolean success = step.verb() == Verb.CALL && said.startsWith("0, a1 ");
        if (success) {
            step.call().flatMap(GuestCall::hypercall).ifPresent(call -> transferred(now, call));
        }
    }

    private void transferred(Look now, Hypercall call) {
        int who = step.partition();
        List<Long> arguments = step.arguments();
        switch (call) {
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> {
                for (long page = 0; page < arguments.get(2); page++) {
                    long guest = arguments.get(1) + page * Walk.PAGE;
                    Walk.Page found = before.walks.get(who).pages().get(guest);
                    long owners = before.walks.stream()
                            .filter(walk -> found != null && walk.frames().containsKey(found.physical()))
                            .count();
                    look(15, owners == 1, "0x%x was not %d's alone", guest, who);
                    boolean gone = !now.walks.get(who).pages().containsKey(guest);
                    look(
                            15,
                            gone == (call != Hypercall.GRANT_SHARE),
                            "0x%x should %sbe mapped",
                            guest,
                            gone ? "" : "not ");
                }
            }
            case GRANT_ACCEPT -> {
                for (long page = 0; page < arguments.get(3); page++) {
                    long guest = arguments.get(2) + page * Walk.PAGE;
                    look(15, !before.walks.get(who).pages().containsKey(guest), "something was at 0x%x", guest);
                }
            }
            default -> {
                // It moves no page to anybody.
            }
        }
    }

    /** 18, 19: what harts remember of guests is what these have mapped, and a VMID is one partition's. */
    private void remembered(Look now) {
        SortedMap<Integer, Integer> owners = new TreeMap<>();
        for (int partition = 0; partition < now.partitions; partition++) {
            if (now.infos.get(partition).isPresent()) {
                int vmid = world.machine().vmid(partition);
                if (vmid != 0) {
                    Integer other = owners.put(vmid, partition);
                    look(19, other == null, "%d and %s both have VMID %d", partition, other, vmid);
                }
            }
        }
        for (int hart = 0; hart < stage.windows().size(); hart++) {
            for (TlbEntry entry : now.probe.translations(hart)) {
                Integer owner = owners.get(entry.vmid());
                SortedMap<Long, Integer> frames =
                        owner == null ? new TreeMap<>() : now.walks.get(owner).frames();
                look(
                        18,
                        covers(now, frames, entry),
                        "hart %d remembers 0x%x by VMID %d",
                        hart,
                        entry.frame(),
                        entry.vmid());
            }
        }
    }

    private static boolean covers(Look now, SortedMap<Long, Integer> frames, TlbEntry entry) {
        int rights = entry.second() >>> 1 & 7;
        for (long frame = entry.frame() & -Walk.PAGE;
                frame < entry.frame() + (1L << entry.shift());
                frame += Walk.PAGE) {
            if (now.probe.isRam(frame) && (rights & ~frames.getOrDefault(frame, 0)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** 20: the directory (RISC-V IOMMU, "Device-Directory-Table") lets a disk in with its partition's tables or not at all. */
    private void devices(Look now) {
        if (stage.disk().isEmpty()) {
            return;
        }
        int owner = stage.disk().get();
        long pointer = now.probe.directoryPointer();
        if ((pointer & 0xF) == 2) {
            long context = (pointer >>> 10 & (1L << 44) - 1) * Walk.PAGE + (long) DEVICE * CONTEXT_SIZE;
            boolean valid = (now.probe.word(context) & VALID) != 0;
            long root = now.probe.word(context + Long.BYTES) & (1L << 44) - 1;
            long wanted = now.probe.tables(owner) & (1L << 44) - 1;
            look(
                    20,
                    !valid || (wanted != 0 && root == wanted),
                    "the disk is let in to tables at 0x%x",
                    root * Walk.PAGE);
        } else {
            look(20, (pointer & 0xF) == 0, "the directory has mode %d", pointer & 0xF);
        }
        for (TlbEntry entry : now.probe.deviceTranslations()) {
            boolean reaches = covers(now, now.walks.get(owner).frames(), entry);
            look(20, reaches, "the IOMMU remembers 0x%x", entry.frame());
        }
    }

    /** 10: a partition begins with registers that hold nothing, has no secret but its own in them, and keeps them while it rests. */
    private void registers(Look now) {
        for (int partition = 0; partition < now.partitions; partition++) {
            long secret = Puppet.secret(partition, 0);
            for (long[] hart : now.registers.get(partition)) {
                for (int register : SECRETS) {
                    boolean own = hart[register] == 0 || hart[register] == secret;
                    look(10, own, "register %d of %d holds 0x%x", register, partition, hart[register]);
                }
            }
            boolean fresh = step.verb() == Verb.CREATE
                    && step.partition() == partition
                    && now.is(partition, PartitionState.CREATED)
                    && before.infos.get(partition).isEmpty();
            if (fresh) {
                for (long[] hart : now.registers.get(partition)) {
                    boolean empty = Arrays.stream(hart, 0, CSRS - 1).allMatch(value -> value == 0);
                    look(10, empty, "a new virtual hart of %d begins with something in its registers", partition);
                }
            }
            boolean rests = step.partition() != partition
                    && now.is(partition, PartitionState.PAUSED)
                    && before.is(partition, PartitionState.PAUSED);
            for (int hart = 0; rests && hart < now.registers.get(partition).size(); hart++) {
                long[] was = before.registers.get(partition).get(hart);
                long[] is = now.registers.get(partition).get(hart);
                // Where the pc is, of one that was on a hart when it was paused, is only known from its next trap.
                was[PC] = is[PC];
                int other = Arrays.mismatch(was, 0, HVIP, is, 0, HVIP);
                boolean same = other < 0;
                look(10, same, "hart %d of %d rests, and register %d has changed", hart, partition, other);
                look(11, same, "%d does not execute, and its state has changed", partition);
            }
        }
    }

    /** 21: interrupts become pending by what is about the partition, or by a doorbell that leads to it. */
    private void interrupts(Look now) {
        for (int partition = 0; partition < now.partitions; partition++) {
            int who = partition;
            boolean rings =
                    stage.bells().stream().anyMatch(bell -> bell.from() == step.partition() && bell.to() == who);
            boolean disk = stage.disk().filter(owner -> owner == who).isPresent();
            if (partition == step.partition() || rings || disk) {
                continue;
            }
            int harts = Math.min(
                    now.registers.get(partition).size(),
                    before.registers.get(partition).size());
            for (int hart = 0; hart < harts; hart++) {
                long was = before.registers.get(partition).get(hart)[HVIP];
                long is = now.registers.get(partition).get(hart)[HVIP];
                look(21, was == is, "interrupts of %d: 0x%x, then 0x%x", partition, was, is);
            }
        }
    }

    /** 24, 6: windows begin as the schedule says. */
    private void windows() {
        PartitionedMachine machine = world.machine();
        long late = machine.punctuality().late();
        look(24, late == 0, "%d windows were late", late);
        for (int partition = 0; partition < stage.guests().size(); partition++) {
            if (machine.control().query(partition).isPresent()) {
                long strays = machine.account(partition).strays();
                look(6, strays == 0, "%d has executed outside its windows %d times", partition, strays);
            }
        }
    }
}

package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Status;

/**
 * What everybody must be told and must find in memory, in terms of its own: pages that hold words, messages that wait, bits that are
 * set. It knows no frame, no table and no specification, and compares each answer with its own. Where it does not know, after a
 * guest has executed who knows what, it says nothing for the rest of the trace.
 */
final class Model {
    private static final long SUSPENDS = 3;

    private final Stage stage;
    private final SpaceModel[] spaces;
    private final int[] generations;
    private final List<Backing> shared = new ArrayList<>();
    private final GrantCalls grants;
    private final ChannelCalls channels;
    /** Virtual harts 0 that need not answer any more. */
    private final boolean[] silent;

    private boolean blind;

    Model(Stage stage) {
        this.stage = stage;
        int count = stage.guests().size();
        spaces = new SpaceModel[count];
        generations = new int[count];
        silent = new boolean[count];
        for (Channels.Region region : stage.regions()) {
            for (int page = 0; page < region.pages(); page++) {
                // Nobody has wiped what the system has had since it started, but the core.
                shared.add(new Backing(-1));
            }
        }
        grants = new GrantCalls(stage, spaces);
        channels = new ChannelCalls(stage, spaces);
    }

    /** Whether it has something to say of the next step. */
    boolean sees() {
        return !blind;
    }

    /** Takes a step and its answer; what is wrong with that answer, if anything is. */
    Optional<String> after(Step step, Answer answer) {
        if (blind) {
            return Optional.empty();
        }
        int partition = step.partition();
        boolean sound = partition >= 0 && partition < spaces.length;
        SpaceModel space = sound ? spaces[partition] : null;
        return switch (step.verb()) {
            case CREATE -> sound ? created(step, answer) : Optional.empty();
            case LOAD -> space == null ? Optional.empty() : loaded(space, step, answer);
            case START -> {
                blind |= step.argument(0) != MemoryRegion.DEFAULT_BASE && answer.is(Status.OK);
                yield Optional.empty();
            }
            case PAUSE, RESUME, STOP, RESIZE, LINE, COMPLETE, TYPE, RUN -> Optional.empty();
            case DESTROY -> {
                if (sound && answer.is(Status.OK)) {
                    remove(partition);
                }
                yield Optional.empty();
            }
            case RESET -> {
                if (sound && space != null) {
                    Stage.Guest guest = space.guest;
                    remove(partition);
                    if (answer.is(Status.OK)) {
                        make(partition, guest);
                    }
                }
                yield Optional.empty();
            }
            case DESTROY_STEP, RESET_STEP -> {
                blind |= space != null && !answer.is(Status.BUSY) && !answer.is(Status.WRONG_STATE);
                yield Optional.empty();
            }
            case POST, DISK_READ, DISK_WRITE -> {
                blind |= answer.kind() != Answer.Kind.NONE || step.verb() == Verb.POST;
                yield Optional.empty();
            }
            case GIVE_BACK -> space == null ? Optional.empty() : gaveBack(space, step, answer);
            case TAKE_BACK -> space == null ? Optional.empty() : tookBack(space, step, answer);
            case PEEK -> space == null ? Optional.empty() : peeked(space, step.argument(0), answer);
            case POKE -> space == null ? Optional.empty() : poked(space, step, answer);
            case STALE_POKE, STALE_GIVE_BACK -> stale(partition, space, step, answer);
            case READ, WRITE, JUMP, CALL ->
                space == null || answer.kind() == Answer.Kind.NONE ? Optional.empty() : guest(space, step, answer);
        };
    }

    private void make(int partition, Stage.Guest guest) {
        SpaceModel space = new SpaceModel(partition, generations[partition]++, guest);
        spaces[partition] = space;
        silent[partition] = false;
        int page = 0;
        for (int region = 0; region < stage.regions().size(); region++) {
            Channels.Region declared = stage.regions().get(region);
            for (int i = 0; i < declared.pages(); i++) {
                for (Channels.Attachment attachment : declared.attachments()) {
                    if (attachment.partition() == partition) {
                        space.pages.put(
                                attachment.address() + i * Stage.PAGE,
                                new SpaceModel.Mapping(
                                        shared.get(page), attachment.rights().bits()));
                    }
                }
                page++;
            }
        }
        channels.begin(partition);
    }

    private void remove(int partition) {
        if (spaces[partition] != null) {
            grants.end(spaces[partition]);
            spaces[partition] = null;
        }
    }

    private Optional<String> created(Step step, Answer answer) {
        if (spaces[step.partition()] != null) {
            return answer.is(Status.OK) ? Optional.of("there is such a partition already") : Optional.empty();
        }
        if (answer.is(Status.OK)) {
            make(step.partition(), stage.guests().get((int) step.argument(0)));
        }
        return Optional.empty();
    }

    private Optional<String> loaded(SpaceModel space, Step step, Answer answer) {
        boolean inside = space.allows(step.argument(0), step.argument(1), 0);
        if (!answer.is(Status.OK)) {
            return Optional.empty();
        }
        blind |= (step.argument(0) & -Stage.PAGE) == MemoryRegion.DEFAULT_BASE;
        write(space, step.argument(0), new byte[(int) step.argument(1)]);
        return inside ? Optional.empty() : Optional.of("it has no memory there");
    }

    private void write(SpaceModel space, long address, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            SpaceModel.Mapping mapping = space.at(address + i);
            if (mapping != null) {
                mapping.backing().byteAt((int) ((address + i) % Stage.PAGE), Optional.of(bytes[i]));
            }
        }
    }

    private Optional<String> gaveBack(SpaceModel space, Step step, Answer answer) {
        long address = step.argument(0);
        int pages = (int) step.argument(1);
        Status wanted = Status.OK;
        if (address % Stage.PAGE != 0 || pages < 1 || pages > GrantCalls.MOST_PAGES) {
            wanted = Status.INVALID_ARGUMENT;
        } else if (!space.inOneRegion(address, pages) || !grants.owns(space, address, pages)) {
            wanted = Status.OUTSIDE_MEMORY;
        }
        if (answer.is(Status.OK) && wanted == Status.OK) {
            for (int i = 0; i < pages; i++) {
                space.pages.remove(address + i * Stage.PAGE);
            }
            blind |= address == MemoryRegion.DEFAULT_BASE;
        }
        boolean right = answer.is(wanted) || (wanted == Status.OK && answer.is(Status.OVER_QUOTA));
        return right ? Optional.empty() : Optional.of("the answer should be " + wanted);
    }

    private Optional<String> tookBack(SpaceModel space, Step step, Answer answer) {
        long address = step.argument(0);
        int pages = (int) step.argument(1);
        Status wanted = Status.OK;
        if (address % Stage.PAGE != 0 || pages < 1 || pages > GrantCalls.MOST_PAGES) {
            wanted = Status.INVALID_ARGUMENT;
        } else if (!space.inOneRegion(address, pages) || !space.isVacant(address, pages, hasDisk(space))) {
            wanted = Status.OUTSIDE_MEMORY;
        }
        if (answer.is(Status.OK) && wanted == Status.OK) {
            for (int i = 0; i < pages; i++) {
                long page = address + i * Stage.PAGE;
                space.pages.put(page, new SpaceModel.Mapping(new Backing(space.number), space.regionRights(page)));
            }
        }
        boolean right = answer.is(wanted) || (wanted == Status.OK && answer.is(Status.OVER_QUOTA));
        return right ? Optional.empty() : Optional.of("the answer should be " + wanted);
    }

    private boolean hasDisk(SpaceModel space) {
        return stage.disk().filter(owner -> owner == space.number).isPresent();
    }

    private Optional<String> peeked(SpaceModel space, long address, Answer answer) {
        boolean allowed = space.allows(address, Long.BYTES, SpaceModel.READ);
        if (answer.is(Status.OK) != allowed) {
            return Optional.of("the guest may " + (allowed ? "" : "not ") + "read there");
        }
        return allowed ? compared(space, address, answer.value()) : Optional.empty();
    }

    private Optional<String> compared(SpaceModel space, long address, long found) {
        OptionalLong word = address % Long.BYTES == 0
                ? space.at(address).backing().word((int) (address % Stage.PAGE))
                : OptionalLong.empty();
        return word.isEmpty() || word.getAsLong() == found
                ? Optional.empty()
                : Optional.of("0x%x should be there and 0x%x is".formatted(word.getAsLong(), found));
    }

    private Optional<String> poked(SpaceModel space, Step step, Answer answer) {
        long address = step.argument(0);
        boolean allowed = space.allows(address, Long.BYTES, SpaceModel.READ | SpaceModel.WRITE);
        if (answer.is(Status.OK) != allowed) {
            return Optional.of("the guest may " + (allowed ? "" : "not ") + "write there");
        }
        if (allowed) {
            wrote(space, address, step.argument(1));
        }
        return Optional.empty();
    }

    private void wrote(SpaceModel space, long address, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            SpaceModel.Mapping mapping = space.at(address + i);
            blind |= mapping.backing() == firstPage(space);
            mapping.backing()
                    .byteAt((int) ((address + i) % Stage.PAGE), Optional.of((byte) (value >>> (Byte.SIZE * i))));
            if (address % Long.BYTES == 0) {
                mapping.backing().put((int) (address % Stage.PAGE), value);
            }
        }
    }

    private static Backing firstPage(SpaceModel space) {
        SpaceModel.Mapping first = space.at(MemoryRegion.DEFAULT_BASE);
        return first == null ? null : first.backing();
    }

    private Optional<String> stale(int partition, SpaceModel space, Step step, Answer answer) {
        boolean gone = space == null || space.generation > 0;
        if (answer.kind() != Answer.Kind.STATUS || (gone && answer.is(Status.NO_PARTITION))) {
            return Optional.empty();
        }
        if (gone) {
            return Optional.of("the partition of this handle is gone");
        }
        return step.verb() == Verb.STALE_POKE ? poked(spaces[partition], step, answer) : gaveBack(space, step, answer);
    }

    private Optional<String> guest(SpaceModel space, Step step, Answer answer) {
        if (answer.kind() == Answer.Kind.MISSING) {
            boolean must = step.hart() == 0 && !silent[space.number] && !mayEnd(space, step);
            silent[space.number] |= step.hart() == 0;
            // Nobody knows whether it has happened.
            blind = true;
            return must ? Optional.of("it should have answered") : Optional.empty();
        }
        return switch (step.verb()) {
            case READ -> read(space, step.argument(0), answer);
            case WRITE -> written(space, step, answer);
            case JUMP -> jumped(space, step.argument(0), answer);
            default -> called(space, step, answer);
        };
    }

    /** Whether a virtual hart may have stopped, slept or died of what it did. */
    private boolean mayEnd(SpaceModel space, Step step) {
        String name = step.call().map(GuestCall::name).orElse("");
        boolean sleeps = name.startsWith("HSM") || name.startsWith("SUSP") || name.startsWith("SRST");
        return sleeps || !space.guest.faults().isEmpty();
    }

    private Optional<String> read(SpaceModel space, long address, Answer answer) {
        if (isDevice(space, address) || address % Long.BYTES != 0) {
            return Optional.empty();
        }
        if (!space.allows(address, Long.BYTES, SpaceModel.READ)) {
            return trap(answer, Cause.LOAD_ACCESS);
        }
        return answer.kind() == Answer.Kind.DONE
                ? compared(space, address, answer.error())
                : Optional.of("the guest may read there");
    }

    private boolean isDevice(SpaceModel space, long address) {
        boolean disk = hasDisk(space) && SpaceModel.overlaps(address, Long.BYTES, Stage.DISK, Stage.PAGE);
        return disk || SpaceModel.overlaps(address, Long.BYTES, Stage.DEVICE, Stage.PAGE);
    }

    private static Optional<String> trap(Answer answer, long cause) {
        boolean right = answer.kind() == Answer.Kind.TRAPPED && answer.error() == cause;
        return right ? Optional.empty() : Optional.of("the guest should have taken trap " + cause);
    }

    private Optional<String> written(SpaceModel space, Step step, Answer answer) {
        long address = step.argument(0);
        if (isDevice(space, address) || address % Long.BYTES != 0) {
            blind |= hasDisk(space) || address % Long.BYTES != 0;
            return Optional.empty();
        }
        if (!space.allows(address, Long.BYTES, SpaceModel.WRITE)) {
            return trap(answer, Cause.STORE_ACCESS);
        }
        wrote(space, address, step.argument(1));
        return answer.kind() == Answer.Kind.DONE ? Optional.empty() : Optional.of("the guest may write there");
    }

    /** What begins with 16 bits of zero is no instruction. */
    private Optional<String> jumped(SpaceModel space, long address, Answer answer) {
        if (address % Long.BYTES != 0 || isDevice(space, address)) {
            blind = true;
            return Optional.empty();
        }
        if (!space.allows(address, Long.BYTES, SpaceModel.EXECUTE)) {
            return trap(answer, Cause.INSTRUCTION_ACCESS);
        }
        OptionalLong word = space.at(address).backing().word((int) (address % Stage.PAGE));
        if (word.isPresent() && (word.getAsLong() & 0xFFFF) == 0) {
            return trap(answer, Cause.ILLEGAL_INSTRUCTION);
        }
        blind = true;
        return Optional.empty();
    }

    private Optional<String> called(SpaceModel space, Step step, Answer answer) {
        GuestCall call = step.call().orElseThrow();
        boolean begins = call.arguments().contains(Kind.ENTRY);
        boolean elsewhere = begins && step.argument(1) != MemoryRegion.DEFAULT_BASE;
        blind |= elsewhere;
        if (answer.kind() != Answer.Kind.RETURNED) {
            // A device may have woken it at once, and there it does what happens to stand there.
            return elsewhere ? Optional.empty() : Optional.of("a call should return");
        }
        boolean sleeps = begins && call.function() == SUSPENDS;
        silent[space.number] |= sleeps;
        if (call.name().startsWith("STA") || call.name().equals("DBCN.1")) {
            // The core writes there, now or later.
            blind |= answer.error() == 0;
            return Optional.empty();
        }
        return call.hypercall().flatMap(hypercall -> switch (hypercall) {
            case IDENTITY -> GrantCalls.expect(answer, 0, space.number);
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> grants.offer(space, hypercall, step, answer);
            case GRANT_ACCEPT -> grants.accept(space, step, answer, hasDisk(space));
            case GRANT_RETURN -> grants.giveBack(space, step, answer);
            case GRANT_RECLAIM -> grants.reclaim(space, step, answer);
            case PORT_SEND -> channels.send(space, step, answer);
            case PORT_RECEIVE -> channels.receive(space, step, answer);
            case PORT_STATUS -> channels.status(space, step, answer);
            case DOORBELL_RING -> channels.ring(space, step, answer);
            case DOORBELL_LISTEN -> GrantCalls.expect(answer, 0, 0);
            case DOORBELL_TAKE -> channels.take(space, step, answer);
        });
    }
}

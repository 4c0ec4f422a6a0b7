package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.microkernel.GrantKind;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.SbiError;
import org.cofferdam.microkernel.hardware.Rights;

/** What calls about grants must answer, and what they do, as their texts say. */
final class GrantCalls {
    static final long MOST_PAGES = 512;
    static final long SLOTS = 64;

    private final Stage stage;
    private final SpaceModel[] spaces;

    GrantCalls(Stage stage, SpaceModel[] spaces) {
        this.stage = stage;
        this.spaces = spaces;
    }

    /** An answer that can be only one. */
    static Optional<String> expect(Answer answer, long error, long value) {
        boolean right = answer.error() == error && answer.value() == value;
        return right ? Optional.empty() : Optional.of("the answer should be %d, a1 0x%x".formatted(error, value));
    }

    /** An error. */
    static Optional<String> refuse(Answer answer, SbiError... errors) {
        for (SbiError error : errors) {
            if (answer.error() == error.number() && answer.value() == 0) {
                return Optional.empty();
            }
        }
        return Optional.of("the answer should be " + List.of(errors));
    }

    /** Whether pages are a partition's own, on no grant. */
    boolean owns(SpaceModel space, long address, long pages) {
        for (long page = address; page < address + pages * Stage.PAGE; page += Stage.PAGE) {
            SpaceModel.Mapping mapping = space.at(page);
            if (mapping == null || mapping.backing().owner != space.number || mapping.backing().grant != null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRights(long bits) {
        for (Rights rights : Rights.values()) {
            if (rights.bits() == bits) {
                return true;
            }
        }
        return false;
    }

    Optional<String> offer(SpaceModel granter, Hypercall call, Step step, Answer answer) {
        long to = step.argument(0);
        long base = step.argument(1);
        long pages = step.argument(2);
        long rights = step.argument(3);
        if (!isRights(rights) || pages < 1 || pages > MOST_PAGES || base % Stage.PAGE != 0) {
            return refuse(answer, SbiError.INVALID_PARAMETER);
        }
        boolean writes = call == Hypercall.GRANT_SHARE && (rights & SpaceModel.WRITE) != 0;
        boolean policy =
                to != granter.number && stage.flows(granter.number, to) && (!writes || stage.flows(to, granter.number));
        if (!policy) {
            return refuse(answer, SbiError.DENIED);
        }
        SpaceModel borrower = spaces[(int) to];
        if (borrower == null || granter.grants.size() == SLOTS) {
            return refuse(answer, SbiError.FAILED);
        }
        if (!mayOffer(granter, base, pages, rights)) {
            return refuse(answer, SbiError.INVALID_ADDRESS);
        }
        boolean noTables = call != Hypercall.GRANT_SHARE && answer.error() == SbiError.NO_MEMORY.number();
        if (noTables) {
            return Optional.empty();
        }
        if (!answer.succeeded() || answer.value() < 0 || answer.value() >= SLOTS) {
            return Optional.of("the offer should have been taken");
        }
        if (granter.grants.containsKey(answer.value())) {
            return Optional.of("grant %d is there already".formatted(answer.value()));
        }
        offered(granter, borrower, call, step, answer.value());
        return Optional.empty();
    }

    private boolean mayOffer(SpaceModel granter, long base, long pages, long rights) {
        if (!owns(granter, base, pages)) {
            return false;
        }
        int own = granter.at(base).rights();
        for (long page = base; page < base + pages * Stage.PAGE; page += Stage.PAGE) {
            if (granter.at(page).rights() != own) {
                return false;
            }
        }
        return (rights & ~own) == 0;
    }

    private static void offered(SpaceModel granter, SpaceModel borrower, Hypercall call, Step step, long number) {
        long base = step.argument(1);
        int own = granter.at(base).rights();
        List<Backing> backings = new ArrayList<>();
        GrantKind kind =
                switch (call) {
                    case GRANT_SHARE -> GrantKind.SHARE;
                    case GRANT_LEND -> GrantKind.LEND;
                    default -> GrantKind.DONATE;
                };
        GrantModel grant = new GrantModel(
                kind,
                granter.number,
                borrower.number,
                borrower.generation,
                (int) step.argument(3),
                own,
                base,
                backings);
        for (long i = 0; i < step.argument(2); i++) {
            long page = base + i * Stage.PAGE;
            Backing backing = granter.at(page).backing();
            backing.grant = grant;
            backings.add(backing);
            if (kind != GrantKind.SHARE) {
                granter.pages.remove(page);
            }
            if (kind == GrantKind.DONATE) {
                backing.owner = borrower.number;
            }
        }
        granter.grants.put(number, grant);
    }

    private GrantModel find(long granter, long number) {
        boolean there = granter >= 0 && granter < spaces.length && spaces[(int) granter] != null;
        return there ? spaces[(int) granter].grants.get(number) : null;
    }

    Optional<String> accept(SpaceModel borrower, Step step, Answer answer, boolean hasDisk) {
        GrantModel grant = find(step.argument(0), step.argument(1));
        long at = step.argument(2);
        if (grant == null
                || grant.borrower != borrower.number
                || grant.generation != borrower.generation
                || grant.state != GrantModel.State.OFFERED
                || grant.pages.size() != step.argument(3)) {
            return refuse(answer, SbiError.INVALID_PARAMETER);
        }
        if (at % Stage.PAGE != 0 || !borrower.isVacant(at, grant.pages.size(), hasDisk)) {
            return refuse(answer, SbiError.INVALID_ADDRESS);
        }
        if (answer.error() == SbiError.NO_MEMORY.number()) {
            return Optional.empty();
        }
        grant.state = GrantModel.State.ACCEPTED;
        grant.acceptedAt = at;
        for (int i = 0; i < grant.pages.size(); i++) {
            Backing backing = grant.pages.get(i);
            if (grant.kind != GrantKind.SHARE) {
                backing.wipe();
            }
            if (grant.kind == GrantKind.DONATE) {
                backing.grant = null;
            }
            borrower.pages.put(at + i * Stage.PAGE, new SpaceModel.Mapping(backing, grant.rights));
        }
        if (grant.kind != GrantKind.DONATE) {
            borrower.borrowed.add(grant);
        }
        return expect(answer, 0, grant.pages.size());
    }

    Optional<String> giveBack(SpaceModel borrower, Step step, Answer answer) {
        GrantModel grant = find(step.argument(0), step.argument(1));
        if (grant == null || !borrower.borrowed.contains(grant)) {
            return refuse(answer, SbiError.INVALID_PARAMETER);
        }
        takeAway(grant);
        return expect(answer, 0, 0);
    }

    private void takeAway(GrantModel grant) {
        SpaceModel borrower = spaces[grant.borrower];
        for (int i = 0; i < grant.pages.size(); i++) {
            borrower.pages.remove(grant.acceptedAt + i * Stage.PAGE);
        }
        borrower.borrowed.remove(grant);
        grant.state = GrantModel.State.RETURNED;
    }

    Optional<String> reclaim(SpaceModel granter, Step step, Answer answer) {
        GrantModel grant = granter.grants.get(step.argument(0));
        if (grant == null) {
            return refuse(answer, SbiError.INVALID_PARAMETER);
        }
        if (grant.kind == GrantKind.LEND && answer.error() == SbiError.NO_MEMORY.number()) {
            return Optional.empty();
        }
        ended(grant);
        if (grant.kind == GrantKind.LEND) {
            for (int i = 0; i < grant.pages.size(); i++) {
                Backing backing = grant.pages.get(i);
                backing.wipe();
                granter.pages.put(grant.base + i * Stage.PAGE, new SpaceModel.Mapping(backing, grant.ownRights));
            }
        }
        granter.grants.remove(step.argument(0));
        return expect(answer, 0, 0);
    }

    private void ended(GrantModel grant) {
        SpaceModel borrower = spaces[grant.borrower];
        if (borrower != null && borrower.borrowed.contains(grant)) {
            takeAway(grant);
        }
        grant.pages.stream().filter(page -> page.grant == grant).forEach(page -> page.grant = null);
    }

    /** A partition goes: all that it has granted and borrowed ends. */
    void end(SpaceModel space) {
        List.copyOf(space.borrowed).forEach(this::takeAway);
        space.grants.values().forEach(this::ended);
    }
}

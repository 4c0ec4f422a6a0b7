package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;
import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.GrantKind;
import org.cofferdam.microkernel.Inspection;
import org.cofferdam.microkernel.Window;

/**
 * What the core has written down about grants, ports and doorbells, beside what the steps of the specification have come to. Calls
 * that concern them are followed by a look at those that they could have changed; any other by a look at a few, in turn.
 */
final class CoreRecords {
    /** Slots of grants that are looked at after a call that has nothing to do with grants. */
    private static final int SLOTS_IN_TURN = 8;

    private static final String OFFERED = "OFFERED";
    private static final String ACCEPTED = "ACCEPTED";
    private static final int RIGHTS = 3;

    private final Surroundings system;
    private final Ledger ledger;
    private final int[] indexOfReceiver;
    private int nextSlot;
    private int nextPort;
    private int nextBell;

    CoreRecords(Surroundings system, Ledger ledger) {
        this.system = system;
        this.ledger = ledger;
        List<Channels.Port> ports = system.channels().ports();
        indexOfReceiver = new int[ports.size()];
        for (int port = 0; port < indexOfReceiver.length; port++) {
            int receiver = ports.get(port).to();
            indexOfReceiver[port] = (int) ports.subList(0, port).stream()
                    .filter(other -> other.from() == receiver || other.to() == receiver)
                    .count();
        }
    }

    /** After a call that may have made or unmade anything. */
    List<String> all() {
        List<String> objections = new ArrayList<>(channels());
        for (int partition = 0; partition < system.partitions(); partition++) {
            grants(partition, objections);
        }
        return objections;
    }

    /** After a hypercall: the caller's grants, those of the partition that it may have named, and all that joins partitions. */
    List<String> of(Call call) {
        List<String> objections = new ArrayList<>(channels());
        grants(call.partition(), objections);
        long named = call.argument(0);
        if (named >= 0 && named < system.partitions() && named != call.partition()) {
            grants((int) named, objections);
        }
        return objections;
    }

    /** After any other call: a few in turn. */
    List<String> some() {
        List<String> objections = new ArrayList<>();
        int slots = system.partitions() * Configuration.SLOTS;
        for (int i = 0; i < SLOTS_IN_TURN; i++) {
            grant(nextSlot / Configuration.SLOTS, nextSlot % Configuration.SLOTS, objections);
            nextSlot = (nextSlot + 1) % slots;
        }
        if (indexOfReceiver.length > 0) {
            port(nextPort, objections);
            nextPort = (nextPort + 1) % indexOfReceiver.length;
        }
        int bells = system.channels().doorbells().size();
        if (bells > 0) {
            bell(nextBell, objections);
            nextBell = (nextBell + 1) % bells;
        }
        return objections;
    }

    private List<String> channels() {
        List<String> objections = new ArrayList<>();
        for (int port = 0; port < indexOfReceiver.length; port++) {
            port(port, objections);
        }
        for (int bell = 0; bell < system.channels().doorbells().size(); bell++) {
            bell(bell, objections);
        }
        return objections;
    }

    private void grants(int partition, List<String> objections) {
        for (int slot = 0; slot < Configuration.SLOTS; slot++) {
            grant(partition, slot, objections);
        }
    }

    private void grant(int partition, int slot, List<String> objections) {
        int grant = Configuration.slot(partition, slot);
        Facts specified = ledger.points().of(Vocabulary.GRANT, grant);
        Optional<Inspection.Offer> found = system.inspection().grant(partition, slot);
        compare(Vocabulary.LIVE, specified, found.isPresent(), objections, grant);
        if (found.isEmpty()) {
            return;
        }
        Inspection.Offer offer = found.get();
        boolean donated = offer.kind() == GrantKind.DONATE;
        compare(Vocabulary.SHARES, specified, offer.kind() == GrantKind.SHARE, objections, grant);
        compare(Vocabulary.LENDS, specified, offer.kind() == GrantKind.LEND, objections, grant);
        compare(Vocabulary.ACCEPTED, specified, !donated && offer.state().equals(ACCEPTED), objections, grant);
        // What is given away for good is over when it is accepted.
        boolean returned =
                !offer.state().equals(OFFERED) && (donated || !offer.state().equals(ACCEPTED));
        compare(Vocabulary.RETURNED, specified, returned, objections, grant);
        int borrower = specified.value(Vocabulary.BORROWER, grant);
        int written = offer.borrower() == Window.NOBODY ? NOBODY : offer.borrower() + FIRST;
        if (borrower != written) {
            objections.add("%s is for %s, and the core has written down %s"
                    .formatted(
                            Wording.element(Vocabulary.GRANT, grant),
                            Wording.element(Vocabulary.PARTITION, borrower),
                            Wording.element(Vocabulary.PARTITION, written)));
        }
        for (int right = 0; right < RIGHTS; right++) {
            boolean allowed = (offer.rights().bits() >>> right & 1) != 0;
            boolean kept = (offer.ownRights().bits() >>> right & 1) != 0;
            compare(Vocabulary.ALLOWED, specified, allowed, objections, grant, right);
            compare(Vocabulary.KEPT, specified, kept, objections, grant, right);
        }
    }

    private void port(int port, List<String> objections) {
        Channels.Port declared = system.channels().ports().get(port);
        int waiting = system.inspection()
                .messages(declared.to(), indexOfReceiver[port])
                .size();
        Facts specified = ledger.points().of(Vocabulary.PORT, port);
        boolean full = declared.kind() == Channels.PortKind.QUEUING && waiting == declared.depth();
        compare(Vocabulary.WAITING, specified, waiting > 0, objections, port);
        compare(Vocabulary.FULL, specified, full, objections, port);
    }

    /** Several doorbells may have one bit. */
    private void bell(int bell, List<String> objections) {
        List<Channels.Doorbell> all = system.channels().doorbells();
        Channels.Doorbell declared = all.get(bell);
        if (system.inspection().account(declared.to()).isEmpty()) {
            // Nobody has a register for it; whoever comes next begins with an empty one.
            return;
        }
        boolean rung = false;
        for (int other = 0; other < all.size(); other++) {
            boolean same =
                    all.get(other).to() == declared.to() && all.get(other).bit() == declared.bit();
            rung |= same && ledger.points().of(Vocabulary.BELL, other).value(Vocabulary.RUNG, other) == 1;
        }
        boolean found = (system.inspection().doorbells(declared.to()) >>> declared.bit() & 1) != 0;
        if (found != rung) {
            objections.add("the bit of doorbell %d %s, and in the core it %s"
                    .formatted(bell, rung ? "is set" : "is clear", found ? "is set" : "is clear"));
        }
    }

    private static void compare(Symbol symbol, Facts specified, boolean found, List<String> objections, int... tuple) {
        boolean wanted = specified.value(symbol, tuple) == 1;
        if (wanted != found) {
            List<String> places = new ArrayList<>();
            for (int place = 0; place < tuple.length; place++) {
                Sort sort = symbol.sorts().get(place);
                places.add(Wording.element(sort, tuple[place]));
            }
            objections.add("in what the core has written down, %s(%s) %s: %s"
                    .formatted(
                            symbol.name(),
                            String.join(", ", places),
                            wanted ? "should be so and is not" : "should not be so and is",
                            symbol.meaning()));
        }
    }
}

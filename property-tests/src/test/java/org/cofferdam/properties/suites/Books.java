package org.cofferdam.properties.suites;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.properties.stateful.GuestCall;
import org.cofferdam.properties.stateful.Stage;
import org.cofferdam.properties.stateful.Step;
import org.cofferdam.properties.stateful.Verb;

/** Who has offered which frames to whom, written down from what guests asked and were answered. */
final class Books {
    /** An offer that was taken by the core. */
    static final class Offer {
        final int granter;
        final int borrower;
        final long number;
        final int rights;
        final Hypercall kind;
        final SortedSet<Long> frames;
        /** Nobody may have anything by it any more, but its frames are where it left them. */
        boolean over;

        Offer(int granter, int borrower, long number, int rights, Hypercall kind, SortedSet<Long> frames) {
            this.granter = granter;
            this.borrower = borrower;
            this.number = number;
            this.rights = rights;
            this.kind = kind;
            this.frames = frames;
        }
    }

    private static final int ALL = 7;

    private final Stage stage;
    final List<Offer> offers = new ArrayList<>();

    Books(Stage stage) {
        this.stage = stage;
    }

    /** A step has been answered: what it was seen to be before decides which frames it was about. */
    void after(Step step, String said, Look before) {
        int who = step.partition();
        if (step.verb() == Verb.DESTROY || step.verb() == Verb.RESET) {
            offers.removeIf(offer -> (offer.kind == Hypercall.GRANT_DONATE ? offer.borrower : offer.granter) == who);
            offers.stream()
                    .filter(offer -> offer.granter == who || offer.borrower == who)
                    .forEach(offer -> offer.over = true);
        }
        Optional<Hypercall> call = step.call().flatMap(GuestCall::hypercall);
        if (call.isEmpty() || !said.startsWith("0, a1 ")) {
            return;
        }
        long number = Long.parseUnsignedLong(said.substring("0, a1 0x".length()), 16);
        List<Long> arguments = step.arguments();
        switch (call.get()) {
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> {
                SortedSet<Long> frames = new TreeSet<>();
                for (long page = 0; page < arguments.get(2); page++) {
                    Walk.Page found = before.walks.get(who).pages().get(arguments.get(1) + page * Walk.PAGE);
                    if (found != null) {
                        frames.add(found.physical());
                    }
                }
                offers.add(new Offer(
                        who,
                        arguments.get(0).intValue(),
                        number,
                        arguments.get(3).intValue(),
                        call.get(),
                        frames));
            }
            case GRANT_RECLAIM -> {
                offers.removeIf(offer -> offer.granter == who
                        && offer.number == arguments.get(0)
                        && offer.kind != Hypercall.GRANT_DONATE);
                offers.stream()
                        .filter(offer -> offer.granter == who && offer.number == arguments.get(0))
                        .forEach(offer -> offer.over = true);
            }
            default -> {
                // What is mapped is seen in the tables.
            }
        }
    }

    /** With which rights a partition may have a frame mapped that is another's, at most. */
    int granted(int partition, long frame) {
        int rights = 0;
        for (Offer offer : offers) {
            if (!offer.over && offer.frames.contains(frame)) {
                boolean own = offer.granter == partition && offer.kind == Hypercall.GRANT_SHARE;
                rights |= offer.borrower == partition ? offer.rights : own ? ALL : 0;
            }
        }
        return rights;
    }

    /** Whether a frame is on its way from one to another. */
    boolean isOffered(long frame) {
        return offers.stream().anyMatch(offer -> offer.frames.contains(frame));
    }

    /** Whether two partitions have a shared region in common. */
    boolean shareRegion(int one, int other) {
        for (Channels.Region region : stage.regions()) {
            boolean first = region.attachments().stream().anyMatch(attachment -> attachment.partition() == one);
            boolean second = region.attachments().stream().anyMatch(attachment -> attachment.partition() == other);
            if (first && second) {
                return true;
            }
        }
        return false;
    }

    /** Whether a partition sees a page of its address space by a shared region. */
    boolean isRegion(int partition, long guest) {
        for (int index = 0; index < stage.regions().size(); index++) {
            Channels.Region region = stage.regions().get(index);
            for (Channels.Attachment attachment : region.attachments()) {
                long offset = guest - attachment.address();
                if (attachment.partition() == partition && offset >= 0 && offset < region.pages() * Walk.PAGE) {
                    return true;
                }
            }
        }
        return false;
    }
}

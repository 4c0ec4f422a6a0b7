package org.cofferdam.manager.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the network cards of all partitions, and whether those that share a network may. */
final class CardReader {
    /** The first three bytes are those that QEMU's cards have. */
    private static final long FIRST_ADDRESS = 0x5254_0000_0000L;

    private final Kind<String> network;
    private final Problems problems;
    private final List<Joined> joined = new ArrayList<>();
    private final Map<Long, Position> addresses = new HashMap<>();

    CardReader(Collection<String> networks, Problems problems) {
        TreeSet<String> names = new TreeSet<>(networks);
        String expected = names.isEmpty()
                ? "nothing: the file has no networks:, which would list them"
                : "the name of a network: " + String.join(", ", names);
        network = Kind.NAME.among(expected, names);
        this.problems = problems;
    }

    /** A card, whose it is, and where the file says so. */
    private record Joined(PartitionConfiguration.Card card, String partition, Fields.Item item) {}

    /**
     * Reads the cards of one partition.
     *
     * @param number of the partition, from 0
     */
    List<PartitionConfiguration.Card> read(Fields fields, String partition, int number) {
        List<PartitionConfiguration.Card> cards = new ArrayList<>();
        for (Fields.Item item : fields.list(Vocabulary.Partition.NETWORKS)) {
            long address = FIRST_ADDRESS | (long) number << 8 | cards.size();
            card(item, address).ifPresent(card -> {
                check(card, cards, item);
                cards.add(card);
                joined.add(new Joined(card, partition, item));
            });
        }
        return cards;
    }

    private Optional<PartitionConfiguration.Card> card(Fields.Item item, long address) {
        if (item.node() instanceof Node.Mapping) {
            return Fields.of(Vocabulary.Cards.GROUP, item.node(), item.path(), problems)
                    .flatMap(fields -> {
                        long given = fields.value(Vocabulary.Cards.MAC).orElse(address);
                        return fields.value(Vocabulary.Cards.NAME.with(network))
                                .map(name -> new PartitionConfiguration.Card(name, given));
                    });
        }
        return Fields.scalar(item.node(), item.path(), network, problems)
                .map(name -> new PartitionConfiguration.Card(name, address));
    }

    private void check(PartitionConfiguration.Card card, List<PartitionConfiguration.Card> others, Fields.Item item) {
        Position at = item.node().at();
        if (others.stream().anyMatch(other -> other.network().equals(card.network()))) {
            problems.add(at, item.path(), "it has a card on " + card.network() + " already", "keep one");
        }
        Position previous = addresses.putIfAbsent(card.address(), at);
        if (previous != null) {
            String wrong = "the address " + card.text() + " is taken by line " + previous.line();
            problems.add(at, item.path(), wrong, "give another mac:");
        }
    }

    /** Notes every pair of partitions on a network that may not learn from each other. */
    void check(Policy policy) {
        for (int i = 0; i < joined.size(); i++) {
            for (int j = 0; j < i; j++) {
                check(policy, joined.get(i), joined.get(j));
            }
        }
    }

    private void check(Policy policy, Joined later, Joined earlier) {
        String one = earlier.partition();
        String other = later.partition();
        boolean apart = one.equals(other)
                || !earlier.card().network().equals(later.card().network());
        if (!apart && !(policy.allows(one, other) && policy.allows(other, one))) {
            String denied = policy.allows(one, other) ? other + " to " + one : one + " to " + other;
            String wrong = "joins %s with %s on %s, and the policy does not allow %s"
                    .formatted(other, one, later.card().network(), denied);
            String remedy = "add {both: [%s, %s]} to policy:, or leave the network".formatted(one, other);
            problems.add(later.item().node().at(), later.item().path(), wrong, remedy);
        }
    }
}

package org.cofferdam.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The connections of all partitions, by number; finding one takes the same time however many there are. */
final class Connections {
    private final Connection[] byPartition;

    /** Room for so many partitions, none of which is connected. */
    Connections(int partitions) {
        byPartition = new Connection[partitions];
    }

    /** The connection of a partition; null if it has none, or the number is nobody's. */
    Connection at(int partition) {
        return partition < 0 ? null : byPartition[partition];
    }

    /** Gives a partition a connection, or, with null, none. */
    void set(int partition, Connection connection) {
        byPartition[partition] = connection;
    }

    /** Those that there are, in the order of their numbers. */
    List<Connection> all() {
        return Arrays.stream(byPartition).filter(Objects::nonNull).toList();
    }
}

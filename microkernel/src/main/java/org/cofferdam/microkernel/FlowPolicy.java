package org.cofferdam.microkernel;

import java.util.Set;

/**
 * The information-flow policy, fixed when the system starts: which partition may make itself felt by which. What is not
 * listed is denied; it is not transitive (Rushby 1992, intransitive noninterference).
 */
public record FlowPolicy(Set<Flow> flows) {
    /** Nobody may reach anybody. */
    public static final FlowPolicy NONE = new FlowPolicy(Set.of());

    /** From one partition to another, by number. */
    public record Flow(int from, int to) {}

    public FlowPolicy {
        flows = Set.copyOf(flows);
    }

    /** Whether {@code from} may flow to {@code to}. */
    public boolean allows(int from, int to) {
        return from == to || flows.contains(new Flow(from, to));
    }
}

package org.cofferdam.manager.configuration;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who may learn from whom: what is not in it is denied. */
public final class Policy {
    private final SortedSet<Flow> flows;

    public Policy(Collection<Flow> flows) {
        this.flows = Collections.unmodifiableSortedSet(new TreeSet<>(flows));
    }

    /** Every flow that is allowed, as ordered pairs of two different partitions. */
    public SortedSet<Flow> flows() {
        return flows;
    }

    /** Whether something may flow from one partition to another. */
    public boolean allows(String from, String to) {
        return flows.contains(new Flow(from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy policy && flows.equals(policy.flows);
    }

    @Override
    public int hashCode() {
        return flows.hashCode();
    }

    @Override
    public String toString() {
        return flows.toString();
    }
}

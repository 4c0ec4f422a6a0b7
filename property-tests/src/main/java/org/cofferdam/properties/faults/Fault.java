package org.cofferdam.properties.faults;

import java.util.List;
import java.util.Set;

/**
 * A defect that the walls have to be defended against.
 *
 * @param id         short name; the letter is the group: T translation, O ownership, S scrubbing, G grants, C context, I interrupts,
 *                   D DMA, E exhaustion
 * @param modelledOn the advisory, or project and commit, that it transposes
 * @param wrong      what is wrong, in one line
 * @param properties numbers of the isolation properties that it breaks
 * @param edits      how it is made; all of them are needed
 */
public record Fault(String id, String modelledOn, String wrong, Set<Integer> properties, List<Edit> edits) {
    public Fault {
        properties = Set.copyOf(properties);
        edits = List.copyOf(edits);
    }
}

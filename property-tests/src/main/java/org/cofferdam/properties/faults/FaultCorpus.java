package org.cofferdam.properties.faults;

import java.util.List;
import java.util.stream.Stream;

/** Every fault that the suite has to catch. */
public final class FaultCorpus {
    private static final List<Fault> ALL = Stream.of(
                    PublishedFaults.TRANSLATION,
                    PublishedFaults.OWNERSHIP,
                    PublishedFaults.SCRUBBING,
                    PublishedFaults.GRANTS,
                    PublishedFaults.CONTEXT,
                    PublishedFaults.OTHERS,
                    OwnFaults.FLOWS,
                    OwnFaults.MEMORY,
                    OwnFaults.SWITCH,
                    OwnFaults.MACHINE)
            .flatMap(List::stream)
            .toList();

    private FaultCorpus() {}

    /** All of them, in the order of the corpus. */
    public static List<Fault> all() {
        return ALL;
    }
}

package org.cofferdam.platform.oracle;

import org.cofferdam.isolation.core.Vocabulary;

/**
 * What guests, monitors and devices may have done to frames by the next time that somebody looks: whoever may write has written. They
 * do so in steps of their own ({@code machine.store}, {@code machine.dmaWrite}, {@code monitor.write}), which nobody follows.
 */
final class Closure {
    private static final int SOMETHING = 1;

    private Closure() {}

    /** What may be so of a frame after the manager has loaded the memory of a partition. */
    static Facts loaded(Facts facts, int partition) {
        boolean maps =
                facts.of(Vocabulary.MAPPED).keySet().stream().anyMatch(tuple -> Facts.element(tuple, 0) == partition);
        return maps
                ? new Facts.Collection()
                        .all(facts)
                        .holds(Vocabulary.TRACES, FrameRecords.SYSTEM)
                        .value(Vocabulary.CONTENT, SOMETHING)
                        .facts()
                : facts;
    }

    /** What may be so of a frame of which this was so. */
    static Facts of(Facts facts) {
        Facts.Collection closed = new Facts.Collection().all(facts);
        facts.of(Vocabulary.MAPPED).keySet().forEach(tuple -> {
            if (Facts.element(tuple, 1) == Vocabulary.WRITE.element()) {
                closed.holds(Vocabulary.TRACES, Facts.element(tuple, 0));
                closed.value(Vocabulary.CONTENT, SOMETHING);
            }
        });
        return closed.facts();
    }
}

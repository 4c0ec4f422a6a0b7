package org.cofferdam.platform.oracle;

import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Symbol;

/**
 * What of the specification's state can be seen in a running system. The rest is carried along: what a step makes of it is what it
 * is, and shows when a later step depends on it.
 */
final class Seen {
    /** In tables, registers and caches of the machine. */
    static final List<Symbol> IN_THE_MACHINE = List.of(
            Vocabulary.MAPPED,
            Vocabulary.ROOT,
            Vocabulary.HGATP,
            Vocabulary.TLB,
            Vocabulary.DIRECTORY,
            Vocabulary.CONTEXT,
            Vocabulary.IOTLB,
            Vocabulary.DRIVES);

    /** In what the core has written down. */
    static final List<Symbol> IN_THE_CORE =
            List.of(Vocabulary.OWN, Vocabulary.TABLE, Vocabulary.ON, Vocabulary.PHASE_OF);

    private Seen() {}

    /** Whether it can be seen. */
    static boolean canBe(Symbol symbol) {
        return IN_THE_MACHINE.contains(symbol) || IN_THE_CORE.contains(symbol);
    }
}

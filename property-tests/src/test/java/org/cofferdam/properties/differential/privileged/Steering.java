package org.cofferdam.properties.differential.privileged;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How programs and their comparison keep off a difference. What it takes beyond this the generator asks by the difference's
 * name.
 *
 * @param csrs that programs do not name
 * @param extensions of which programs have no instruction
 * @param neverSet bits that nothing sets, by register
 * @param alwaysSet bits that everything sets, by register
 * @param notCompared bits that are left out where registers are compared at the end of a program; in the records of traps
 *     they are not
 * @param unread registers whose values must not reach others, as they may differ
 */
record Steering(
        Set<String> csrs,
        Set<String> extensions,
        Map<String, Long> neverSet,
        Map<String, Long> alwaysSet,
        Map<String, Long> notCompared,
        Set<String> unread) {

    /** Left to the generator. */
    static final Steering BY_NAME = new Steering(Set.of(), Set.of(), Map.of(), Map.of(), Map.of(), Set.of());

    static Steering withoutCsrs(String... names) {
        return new Steering(Set.of(names), Set.of(), Map.of(), Map.of(), Map.of(), Set.of());
    }

    static Steering withoutExtensions(String... names) {
        return new Steering(Set.of(), Set.of(names), Map.of(), Map.of(), Map.of(), Set.of());
    }

    static Steering never(String csr, long bits) {
        return BY_NAME.andNever(csr, bits);
    }

    Steering andNever(String csr, long bits) {
        return new Steering(csrs, extensions, with(neverSet, csr, bits), alwaysSet, notCompared, unread);
    }

    Steering andAlways(String csr, long bits) {
        return new Steering(csrs, extensions, neverSet, with(alwaysSet, csr, bits), notCompared, unread);
    }

    Steering andUncompared(String csr, long bits) {
        return new Steering(csrs, extensions, neverSet, alwaysSet, with(notCompared, csr, bits), unread).andUnread(csr);
    }

    Steering andUnread(String csr) {
        Set<String> more = new TreeSet<>(unread);
        more.add(csr);
        return new Steering(csrs, extensions, neverSet, alwaysSet, notCompared, more);
    }

    private static Map<String, Long> with(Map<String, Long> bits, String csr, long more) {
        Map<String, Long> all = new LinkedHashMap<>(bits);
        all.merge(csr, more, (a, b) -> a | b);
        return all;
    }
}

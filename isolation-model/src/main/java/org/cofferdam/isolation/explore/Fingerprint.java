package org.cofferdam.isolation.explore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells ground systems apart: two with the same fingerprint have the same states, steps, invariants and questions. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of all that a result depends on, in hexadecimal. */
    static String of(GroundSystem system, Orbits orbits, List<Sometimes> sometimes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(system.world().sizes().size() + " sorts, " + orbits.order() + " renamings", digest);
            for (int field = 0; field < system.fields().inState(); field++) {
                add(
                        system.fields().entry(field).symbol().name()
                                + system.fields().values(field),
                        digest);
            }
            // Ids of expressions are given in the order in which they are made, and so the same for the same steps.
            system.steps()
                    .forEach(step -> add(step.key().toString() + step.promised().id(), digest));
            system.invariants().forEach(invariant -> add(invariant.formula().toString(), digest));
            sometimes.forEach(each -> add(each.formula().toString(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(String text, MessageDigest digest) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}

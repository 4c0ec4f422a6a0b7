package org.cofferdam.isolation.core;

import java.util.List;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Variable;

/**
 * The variables and input sets of the specification. Parameters of actions have the letters of their sorts; what ranges over all
 * elements, in updates and claims, has other letters, so that no name means two things in one line.
 */
final class Names {
    static final Variable D = new Variable("d", Vocabulary.PARTITION);
    static final Variable E = new Variable("e", Vocabulary.PARTITION);
    static final Variable P = new Variable("p", Vocabulary.FRAME);
    static final Variable H = new Variable("h", Vocabulary.HART);
    static final Variable V = new Variable("v", Vocabulary.VMID);
    static final Variable R = new Variable("r", Vocabulary.RIGHT);
    static final Variable G = new Variable("g", Vocabulary.GRANT);
    static final Variable I = new Variable("i", Vocabulary.DEVICE);
    static final Variable C = new Variable("c", Vocabulary.PORT);
    static final Variable B = new Variable("b", Vocabulary.BELL);
    static final Variable X = new Variable("x", Vocabulary.VALUE);
    static final Variable T = new Variable("t", Vocabulary.INSTANT);

    static final Variable ANY_PARTITION = new Variable("f", Vocabulary.PARTITION);
    static final Variable ANY_FRAME = new Variable("q", Vocabulary.FRAME);
    static final Variable ANY_HART = new Variable("k", Vocabulary.HART);
    static final Variable ANY_VMID = new Variable("w", Vocabulary.VMID);
    static final Variable ANY_RIGHT = new Variable("s", Vocabulary.RIGHT);
    static final Variable ANY_GRANT = new Variable("m", Vocabulary.GRANT);
    static final Variable ANY_DEVICE = new Variable("j", Vocabulary.DEVICE);
    static final Variable ANY_PORT = new Variable("n", Vocabulary.PORT);
    static final Variable ANY_BELL = new Variable("o", Vocabulary.BELL);

    /** Frames that a step takes from the free ones. */
    static final Relation TAKEN = input("taken", "frames that are taken", Vocabulary.FRAME);

    /** Those of them that become tables. */
    static final Relation TABLES = input("tables", "those of them that become tables", Vocabulary.FRAME);

    /** The rights with which what is taken is mapped. */
    static final Relation WITH =
            input("with", "rights with which frames are mapped", Vocabulary.FRAME, Vocabulary.RIGHT);

    /** Frames that a step frees. */
    static final Relation FREED = input("freed", "frames that are freed", Vocabulary.FRAME);

    /** The pages of a grant that is offered. */
    static final Relation RUN = input("run", "the pages that are granted", Vocabulary.FRAME);

    /** The rights that are offered. */
    static final Relation ASKED = input("asked", "the rights that are granted", Vocabulary.RIGHT);

    /** The rights that the granter has to the pages. */
    static final Relation HELD = input("held", "the granter's own rights", Vocabulary.RIGHT);

    /** Frames that a step wipes before there is time for others. */
    static final Relation WIPED = input("wiped", "frames that are wiped so far", Vocabulary.FRAME);

    /** Partitions that keep their VMIDs when a new generation begins. */
    static final Relation KEEPS = input("keeps", "who keeps its VMID", Vocabulary.PARTITION);

    /** Doorbells whose bits are taken. */
    static final Relation HEARD = input("heard", "doorbells whose bits are taken", Vocabulary.BELL);

    /** Whether a message takes the last room of a port. */
    static final Relation FILLS = input("fills", "the message takes the last room");

    /** Whether more messages wait behind the one that is received. */
    static final Relation MORE = input("more", "more messages wait");

    /** Harts that an SBI call reaches, if its caller's partition is on them. */
    static final Relation REACHED = input("reached", "the harts that are reached", Vocabulary.HART);

    /** Whether it reaches virtual harts that are on none. */
    static final Relation PARKED = input("parked", "virtual harts are reached that are on no hart");

    private Names() {}

    private static Relation input(String name, String meaning, Sort... sorts) {
        return new Relation(name, List.of(sorts), Kind.INPUT, meaning);
    }
}

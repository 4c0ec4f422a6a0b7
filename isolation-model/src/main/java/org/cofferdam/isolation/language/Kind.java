package org.cofferdam.isolation.language;

/** How the value of a symbol comes to be. */
public enum Kind {
    /** Fixed by the configuration: the same in every state. */
    RIGID,
    /** A part of the state, which an abstraction reads off a running system. */
    STATE,
    /** A part of the state that no running system stores: whoever follows a run carries it along by the steps' own updates. */
    GHOST,
    /** A set that whoever takes a step chooses: a parameter of the action, not a part of the state. */
    INPUT
}

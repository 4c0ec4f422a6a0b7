package org.cofferdam.manager.network;

/** Why a frame went nowhere. */
public enum Loss {
    /** Shorter than an Ethernet header, or from an address that no card can have. */
    MALFORMED,
    /** Longer than a VLAN-tagged frame of 1,500 bytes. */
    OVERSIZED,
    /** From the address of another card of this network. */
    FORGED,
    /** Its sender had sent as much as the switch takes until the next instant. */
    SENT_TOO_FAST,
    /** A receiver had not taken what was there for it. */
    RECEIVED_TOO_SLOWLY
}

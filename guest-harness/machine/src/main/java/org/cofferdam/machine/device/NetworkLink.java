package org.cofferdam.machine.device;

/** The outside end of a network cable. Neither method blocks or throws. */
public interface NetworkLink {
    /** Takes the next Ethernet frame that has come in (no preamble, no check sequence), or null when none waits; from {@link Device#poll()} only. */
    byte[] receive();

    /** Accepts a frame; it may be lost, as on any network. */
    void send(byte[] frame);
}

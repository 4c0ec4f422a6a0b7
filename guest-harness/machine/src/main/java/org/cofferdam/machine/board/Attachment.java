package org.cofferdam.machine.board;

import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.NetworkLink;
import org.cofferdam.machine.device.Storage;

/** What sits in a virtio slot. */
public sealed interface Attachment {
    /** A disk. */
    record Disk(Storage storage) implements Attachment {}

    /** A console and what is at its other end. */
    record Console(CharacterDevice outside) implements Attachment {}

    /** A network card, its address (six bytes in the low 48 bits, the first the highest), and its cable. */
    record Network(long address, NetworkLink link) implements Attachment {}

    /** A source of random bytes, which follow from {@link BoardSetup#seed}. */
    record Entropy() implements Attachment {}
}

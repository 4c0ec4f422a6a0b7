package org.cofferdam.machine.board;

import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Storage;

/**
 * What is built into a board.
 *
 * @param harts 1 to {@value #MOST_HARTS}
 * @param memory bytes of RAM, whole pages
 * @param serial what the serial port is connected to
 * @param drives the virtio disks, in the order of their slots
 * @param consoles what virtio consoles, in the slots behind the disks, are connected to
 * @param replay input of an earlier run to let in instead of this one's, or null
 */
public record BoardSetup(
        int harts,
        long memory,
        CharacterDevice serial,
        List<Storage> drives,
        List<CharacterDevice> consoles,
        List<InputDoor.Delivery> replay) {
    /** The most harts a board has room for. */
    public static final int MOST_HARTS = 8;

    /** The virtio slots of a board, for disks and consoles together. */
    public static final int VIRTIO_SLOTS = 8;

    /** @throws IllegalArgumentException if there are too few or too many harts, or more devices than slots */
    public BoardSetup {
        if (harts < 1 || harts > MOST_HARTS) {
            throw new IllegalArgumentException("a board has 1 to " + MOST_HARTS + " harts, not " + harts);
        }
        if (drives.size() + consoles.size() > VIRTIO_SLOTS) {
            throw new IllegalArgumentException("a board has " + VIRTIO_SLOTS + " virtio slots");
        }
        drives = List.copyOf(drives);
        consoles = List.copyOf(consoles);
        replay = replay == null ? null : List.copyOf(replay);
    }

    /** A board with a serial port and nothing in its slots. */
    public static BoardSetup bare(int harts, long memory, CharacterDevice serial) {
        return new BoardSetup(harts, memory, serial, List.of(), List.of(), null);
    }

    public BoardSetup withDrives(List<? extends Storage> attached) {
        return new BoardSetup(harts, memory, serial, List.copyOf(attached), consoles, replay);
    }

    public BoardSetup withConsoles(List<CharacterDevice> attached) {
        return new BoardSetup(harts, memory, serial, drives, attached, replay);
    }

    public BoardSetup replaying(List<InputDoor.Delivery> recorded) {
        return new BoardSetup(harts, memory, serial, drives, consoles, recorded);
    }
}

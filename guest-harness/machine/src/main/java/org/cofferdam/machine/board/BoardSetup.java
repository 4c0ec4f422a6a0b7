package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.translator.Engine;

/**
 * What is built into a board.
 *
 * @param harts 1 to {@value #MOST_HARTS}
 * @param memory bytes of RAM, whole pages
 * @param serial what the serial port is connected to
 * @param slots what is in the virtio slots, from the first
 * @param masters the device ids of the slots that reach memory through an IOMMU, by slot; the board has one if there are any
 * @param flash what the banks of flash keep, by their number; the others are empty, and forget
 * @param startTime of the real-time clock, in nanoseconds since 1970
 * @param seed what random numbers follow from
 * @param recorder is given all that comes in from outside, as it comes
 * @param replay input of an earlier run to let in instead of this one's, or null
 * @param engine how the harts execute instructions
 * @param together whether several harts execute at the same time, each on a thread of the host, so that no run can be repeated
 */
public record BoardSetup(
        int harts,
        long memory,
        CharacterDevice serial,
        List<Attachment> slots,
        Map<Integer, Integer> masters,
        Map<Integer, Storage> flash,
        long startTime,
        long seed,
        Consumer<InputDoor.Delivery> recorder,
        List<InputDoor.Delivery> replay,
        Engine engine,
        boolean together) {
    /** The most harts a board has room for. */
    public static final int MOST_HARTS = 8;

    /** The virtio slots of a board. */
    public static final int VIRTIO_SLOTS = 8;

    /** When a board's clock starts if nobody says otherwise: 2025-01-01T00:00:00Z. */
    public static final long DEFAULT_START = 1_735_689_600_000_000_000L;

    /** @throws IllegalArgumentException if there are too few or too many harts, or more devices than slots, or masters elsewhere */
    public BoardSetup {
        if (harts < 1 || harts > MOST_HARTS) {
            throw new IllegalArgumentException("a board has 1 to " + MOST_HARTS + " harts, not " + harts);
        }
        if (slots.size() > VIRTIO_SLOTS) {
            throw new IllegalArgumentException("a board has " + VIRTIO_SLOTS + " virtio slots");
        }
        if (masters.keySet().stream().anyMatch(slot -> slot < 0 || slot >= VIRTIO_SLOTS)) {
            throw new IllegalArgumentException("slots are 0 to " + (VIRTIO_SLOTS - 1) + ": " + masters.keySet());
        }
        slots = List.copyOf(slots);
        masters = Map.copyOf(masters);
        flash = Map.copyOf(flash);
        replay = replay == null ? null : List.copyOf(replay);
    }

    /** A board with a serial port and nothing in its slots. */
    public static BoardSetup bare(int harts, long memory, CharacterDevice serial) {
        return new BoardSetup(
                harts,
                memory,
                serial,
                List.of(),
                Map.of(),
                Map.of(),
                DEFAULT_START,
                0,
                _ -> {},
                null,
                Engine.standard(),
                false);
    }

    public BoardSetup withDrives(List<? extends Storage> attached) {
        return with(attached.stream().map(Attachment.Disk::new).toList());
    }

    public BoardSetup withConsoles(List<CharacterDevice> attached) {
        return with(attached.stream().map(Attachment.Console::new).toList());
    }

    /** Puts these into the next free slots. */
    public BoardSetup with(List<? extends Attachment> attached) {
        List<Attachment> all = new ArrayList<>(slots);
        all.addAll(attached);
        return new BoardSetup(
                harts, memory, serial, all, masters, flash, startTime, seed, recorder, replay, engine, together);
    }

    /** Puts slots behind the board's IOMMU, each with a device id of 24 bits. */
    public BoardSetup withMasters(Map<Integer, Integer> ids) {
        return new BoardSetup(
                harts, memory, serial, slots, ids, flash, startTime, seed, recorder, replay, engine, together);
    }

    /** Puts all slots behind the board's IOMMU; a slot's device id is its number and one. */
    public BoardSetup withAllMasters() {
        return withMasters(
                IntStream.range(0, VIRTIO_SLOTS).boxed().collect(Collectors.toMap(slot -> slot, slot -> slot + 1)));
    }

    public BoardSetup withFlash(Map<Integer, ? extends Storage> banks) {
        return new BoardSetup(
                harts,
                memory,
                serial,
                slots,
                masters,
                Map.copyOf(banks),
                startTime,
                seed,
                recorder,
                replay,
                engine,
                together);
    }

    public BoardSetup startingAt(long nanoseconds) {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, nanoseconds, seed, recorder, replay, engine, together);
    }

    public BoardSetup seeded(long number) {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, startTime, number, recorder, replay, engine, together);
    }

    public BoardSetup recordedBy(Consumer<InputDoor.Delivery> listener) {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, startTime, seed, listener, replay, engine, together);
    }

    /** Has the harts execute instructions in another way, which makes no difference to anything but speed. */
    public BoardSetup executedBy(Engine chosen) {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, startTime, seed, recorder, replay, chosen, together);
    }

    /** Has several harts execute at the same time, each on a thread of the host: such a run cannot be repeated. */
    public BoardSetup withHartsTogether() {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, startTime, seed, recorder, replay, engine, true);
    }

    public BoardSetup replaying(List<InputDoor.Delivery> recorded) {
        return new BoardSetup(
                harts, memory, serial, slots, masters, flash, startTime, seed, recorder, recorded, engine, together);
    }
}

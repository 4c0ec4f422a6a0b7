package org.cofferdam.manager.configuration;

import static org.cofferdam.manager.configuration.Field.optional;
import static org.cofferdam.manager.configuration.Field.required;

import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.microkernel.Schedule;

/**
 * Every field of a configuration, declared once. The reader knows no other; the schema and the table in CONFIGURATION.md are
 * printed from here.
 */
final class Vocabulary {
    /** Without a schedule each has a window. */
    private static final int MOST_PARTITIONS = 1000;

    private static final int MOST_NETWORKS = 64;
    private static final int MOST_FLOWS = 10_000;
    private static final int MOST_HARTS = 8;
    private static final int MOST_DISKS = BoardSetup.VIRTIO_SLOTS - 1;

    /** Each window may have a gap before it, and the last one behind it, which the core counts as windows too. */
    private static final int MOST_WINDOWS = Schedule.MOST_WINDOWS / 2 - 1;

    private Vocabulary() {}

    /** The emulated board. */
    static final class Machine {
        static final Field<Kind<Long>> MEMORY = optional(
                "memory",
                Kind.SIZE_IN_PAGES,
                "RAM of the emulated machine: `512M`, `2G`, up to `64G`; 16M of it stay with the core",
                "`1G`");
        static final Field<Kind<Long>> SEED = optional(
                "seed",
                Kind.count(0, Long.MAX_VALUE),
                "makes each guest's `rng-seed` and what its virtio-rng gives: same seed and input, same run",
                "`0`");
        static final Field<Kind<Long>> HARTS = optional(
                "harts",
                Kind.count(1, MOST_HARTS),
                "physical harts, 1 to " + MOST_HARTS + ", which take turns of 0.1 ms",
                "`1`");
        static final Field<Kind<Long>> CLOCK = optional(
                "clock",
                Kind.INSTANT,
                "what the partitions' clocks show when the machine starts: `2026-02-14` or `2026-02-14T12:00:00`, in UTC; they"
                        + " go on with the machine's time",
                "`2025-01-01`");
        static final Group GROUP = Group.of(MEMORY, SEED, HARTS, CLOCK);

        private Machine() {}
    }

    /** What may flow from one partition to another. */
    static final class Flows {
        static final Field<Kind<String>> FROM = optional("from", Kind.NAME, "a partition, with `to`", "");
        static final Field<Kind<String>> TO =
                optional("to", Kind.NAME, "another, which may learn from it; not the other way round", "");
        static final Field<Form.ListOf> BOTH = optional(
                "both",
                new Form.ListOf("a list of partitions", Kind.NAME, MOST_PARTITIONS),
                "instead: partitions each of which may learn from each other",
                "");
        static final Group GROUP = Group.of(FROM, TO, BOTH);

        private Flows() {}
    }

    /** A disk that says more than its file. */
    static final class Disks {
        static final Field<Kind<String>> FILE = required("file", Kind.TEXT.named("a disk image"), "the image");
        static final Field<Kind<DiskFormat>> FORMAT = optional(
                "format",
                Kind.choice(DiskFormat.values(), DiskFormat::word),
                "`raw` or `qcow2`; a qcow2 image's backing files lie in its folder or below",
                "`raw`; a file that begins as qcow2 does must say");
        static final Field<Kind<Boolean>> READ_ONLY =
                optional("read-only", Kind.SWITCH, "`true`: the guest cannot write", "`false`");
        static final Field<Kind<String>> OVERLAY = optional(
                "overlay",
                Kind.TEXT,
                "where writes go instead: `memory`, which forgets them at the end and takes 256M, or a qcow2 file, made if it"
                        + " is not there",
                "into the image");
        static final Group GROUP = Group.of(FILE, FORMAT, READ_ONLY, OVERLAY);

        private Disks() {}
    }

    /** A network card. */
    static final class Cards {
        static final Field<Kind<String>> NAME = required("name", Kind.NAME, "one of `networks`");
        static final Field<Kind<Long>> MAC = optional(
                "mac",
                Kind.ETHERNET,
                "the card's Ethernet address; unique",
                "`52:54:00:PP:PP:CC`, by partition and card");
        static final Group GROUP = Group.of(NAME, MAC);

        private Cards() {}
    }

    /** A partition. */
    static final class Partition {
        static final Field<Kind<String>> NAME =
                required("name", Kind.NAME, "up to 32 lower-case letters, digits, hyphens; unique");
        static final Field<Kind<String>> GUEST = optional(
                "guest",
                Kind.TEXT,
                "a bundled guest (`probe`, `tasks`, `attacker`), or `debian` or `u-boot` once they have been fetched",
                "");
        static final Field<Kind<String>> KERNEL =
                optional("kernel", Kind.TEXT, "instead of `guest`: a Linux Image, an ELF file or a flat binary", "");
        static final Field<Kind<String>> INITRD = optional("initrd", Kind.TEXT, "initramfs, with `kernel`", "none");
        static final Field<Kind<String>> APPEND = optional("append", Kind.ANY_TEXT, "kernel arguments", "none");
        static final Field<Kind<Long>> MEMORY =
                optional("memory", Kind.SIZE_IN_PAGES, "guest RAM from 0x8000_0000 on, whole pages", "`64M`");
        static final Field<Kind<Long>> HARTS =
                optional("harts", Kind.count(1, MOST_HARTS), "virtual harts, 1 to " + MOST_HARTS, "`1`");
        static final Field<Form.ListOf> DEVICES = optional(
                "devices",
                new Form.ListOf("a list of devices", DeviceKind.KIND, DeviceKind.values().length),
                "of " + DeviceKind.words("`"),
                "`[uart]`");
        static final Field<Form.ListOf> DISKS = optional(
                "disks",
                new Form.ListOf(
                        "a list of disks",
                        new Form.Either(Kind.TEXT.named("a disk image"), Vocabulary.Disks.GROUP),
                        MOST_DISKS),
                "virtio disks: `disk.img`, or a group",
                "none");
        static final Field<Form.ListOf> NETWORKS = optional(
                "networks",
                new Form.ListOf("a list of networks", new Form.Either(Kind.NAME, Cards.GROUP), BoardSetup.VIRTIO_SLOTS),
                "virtio network cards: a network's name, or a group",
                "none");
        static final Group GROUP =
                Group.of(NAME, GUEST, KERNEL, INITRD, APPEND, MEMORY, HARTS, DEVICES, DISKS, NETWORKS);

        private Partition() {}
    }

    /** A window of the schedule. */
    static final class Windows {
        static final Field<Kind<String>> PARTITION =
                required("partition", Kind.NAME, "whose window it is; every partition has at least one");
        static final Field<Kind<Long>> LENGTH = required("length", Kind.CYCLES, "how long it is");
        static final Field<Kind<Long>> HART = optional(
                "hart",
                Kind.count(0, MOST_HARTS - 1),
                "the physical hart, from 0; a partition can have windows on several at the same time",
                "`0`");
        static final Field<Kind<Long>> START = optional(
                "start",
                Kind.CYCLES_OR_ZERO,
                "when it begins in the frame; windows of one hart stand in order and do not overlap",
                "end of the one before on that hart");
        static final Group GROUP = Group.of(PARTITION, LENGTH, HART, START);

        private Windows() {}
    }

    /** The schedule. */
    static final class Frame {
        static final Field<Kind<Long>> FRAME = optional(
                "frame",
                Kind.CYCLES,
                "length of the major frame, which repeats, on all harts: `500us`, `10ms`, `1s`, up to `1000s`",
                "end of the last window");
        static final Field<Form.ListOf> WINDOWS = required(
                "windows", new Form.ListOf("a list of windows", Windows.GROUP, MOST_WINDOWS), "in the order of time");
        static final Group GROUP = Group.of(FRAME, WINDOWS);

        private Frame() {}
    }

    static final Field<Group> MACHINE = optional("machine", Machine.GROUP, "the emulated board", "as below");
    static final Field<Form.ListOf> NETWORKS = optional(
            "networks",
            new Form.ListOf("a list of names", Kind.NAME, MOST_NETWORKS),
            "names of the virtual switches; partitions join one only if `policy` lets each learn from each other there",
            "none");
    static final Field<Form.ListOf> POLICY = optional(
            "policy",
            new Form.ListOf("a list of flows", Flows.GROUP, MOST_FLOWS),
            "what may flow between partitions; what it does not say is denied",
            "nothing may");
    static final Field<Form.ListOf> PARTITIONS = required(
            "partitions",
            new Form.ListOf("a list of at least one partition", Partition.GROUP, MOST_PARTITIONS),
            "at least one");
    static final Field<Group> SCHEDULE =
            optional("schedule", Frame.GROUP, "who runs when", "a window of 10 ms each, in the order of the file");

    /** The whole file. */
    static final Group SYSTEM = Group.of(MACHINE, NETWORKS, POLICY, PARTITIONS, SCHEDULE);
}

package org.cofferdam.manager.configuration;

import static org.cofferdam.manager.configuration.Field.optional;
import static org.cofferdam.manager.configuration.Field.required;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.microkernel.Channels.PortKind;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Every field of a configuration, declared once. The reader knows no other; the schema and the table in CONFIGURATION.md are
 * printed from here.
 */
final class Vocabulary {
    /** Without a schedule each has a window. */
    private static final int MOST_PARTITIONS = 1000;

    private static final int MOST_NETWORKS = 64;
    private static final int MOST_FLOWS = 10_000;
    private static final int MOST_CHANNELS = 1000;
    private static final int MOST_HARTS = 8;
    private static final int MOST_DISKS = BoardSetup.VIRTIO_SLOTS - 1;

    /** Each window may have a gap before it, and the last one behind it, which the core counts as windows too. */
    private static final int MOST_WINDOWS = Schedule.MOST_WINDOWS / 2 - 1;

    private Vocabulary() {}

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String letters(Rights rights) {
        return ((rights.bits() & 1) != 0 ? "r" : "")
                + ((rights.bits() & 2) != 0 ? "w" : "")
                + ((rights.bits() & 4) != 0 ? "x" : "");
    }

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
                "where writes go instead: `memory`, which forgets them when the partition ends or starts again and takes 256M, or a qcow2 file, made if it"
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

    /** A port. */
    static final class Ports {
        static final Field<Kind<String>> FROM = required("from", Kind.NAME, "the partition that sends");
        static final Field<Kind<String>> TO = required("to", Kind.NAME, "the partition that receives");
        static final Field<Kind<PortKind>> KIND = required(
                "kind",
                Kind.choice(PortKind.values(), Vocabulary::word),
                "`sampling`: the last message stays; `queuing`: each is read once");
        static final Field<Kind<Long>> MESSAGE = optional(
                "message",
                Kind.count(1, org.cofferdam.microkernel.Channels.LONGEST_MESSAGE),
                "most bytes of a message",
                "`64`");
        static final Field<Kind<Long>> DEPTH = optional(
                "depth",
                Kind.count(1, org.cofferdam.microkernel.Channels.DEEPEST_QUEUE),
                "most messages that wait in a queuing port; one more is an error only where the receiver may flow back",
                "`8`");
        static final Group GROUP = Group.of(FROM, TO, KIND, MESSAGE, DEPTH);

        private Ports() {}
    }

    /** A doorbell. */
    static final class Doorbells {
        static final Field<Kind<String>> FROM = required("from", Kind.NAME, "the partition that rings");
        static final Field<Kind<String>> TO = required("to", Kind.NAME, "the partition that hears it");
        static final Field<Kind<Long>> BIT = required(
                "bit",
                Kind.count(0, org.cofferdam.microkernel.Channels.DOORBELL_BITS - 1),
                "of its doorbell register, which ringing sets");
        static final Group GROUP = Group.of(FROM, TO, BIT);

        private Doorbells() {}
    }

    /** Where a partition sees a shared region. */
    static final class Views {
        static final Field<Kind<String>> PARTITION = required("partition", Kind.NAME, "who sees it");
        static final Field<Kind<Long>> ADDRESS =
                required("address", Kind.PAGE_ADDRESS, "where, guest-physical, behind the partition's memory");
        static final Field<Kind<Rights>> RIGHTS = required(
                "rights",
                Kind.choice(Rights.values(), Vocabulary::letters),
                "what it may do there: `r`, `rw`, `x`, `rx` or `rwx`; whoever may write flows to all who see it");
        static final Group GROUP = Group.of(PARTITION, ADDRESS, RIGHTS);

        private Views() {}
    }

    /** A shared region. */
    static final class Regions {
        static final Field<Kind<Long>> SIZE = required("size", Kind.SIZE_IN_PAGES, "of the memory, the system's own");
        static final Field<Form.ListOf> SEEN_BY = required(
                "seen-by",
                new Form.ListOf("a list of views", Views.GROUP, MOST_CHANNELS),
                "the partitions that see it");
        static final Group GROUP = Group.of(SIZE, SEEN_BY);

        private Regions() {}
    }

    /** What joins partitions. */
    static final class Channels {
        static final Field<Form.ListOf> PORTS = optional(
                "ports",
                new Form.ListOf("a list of ports", Ports.GROUP, MOST_CHANNELS),
                "a guest counts the ports that it is an end of, in this order, from 0",
                "none");
        static final Field<Form.ListOf> DOORBELLS = optional(
                "doorbells",
                new Form.ListOf("a list of doorbells", Doorbells.GROUP, MOST_CHANNELS),
                "a guest counts those that it may ring, in this order, from 0",
                "none");
        static final Field<Form.ListOf> REGIONS = optional(
                "regions",
                new Form.ListOf("a list of shared regions", Regions.GROUP, MOST_CHANNELS),
                "memory that several partitions see; it keeps its contents when they restart",
                "none");
        static final Group GROUP = Group.of(PORTS, DOORBELLS, REGIONS);

        private Channels() {}
    }

    /** What to do about a partition's faults. */
    static final class Faults {
        private static final Map<FaultKind, Field<Kind<FaultResponse>>> ALL = new EnumMap<>(Map.of(
                FaultKind.UNEXPECTED_TRAP,
                optional(
                        "unexpected-trap",
                        FaultReader.KIND,
                        "a trap that no guest can cause while the walls hold",
                        "`stop`"),
                FaultKind.ACCESS_OUTSIDE,
                optional(
                        "access-outside",
                        FaultReader.KIND,
                        "an access to what is neither memory nor device; the guest takes an access fault in any case",
                        "`ignore`"),
                FaultKind.REFUSED_INSTRUCTION,
                optional(
                        "refused-instruction",
                        FaultReader.KIND,
                        "an instruction that the guest's hart does not have; it takes an illegal instruction in any case",
                        "`ignore`"),
                FaultKind.DEVICE_DMA,
                optional("device-dma", FaultReader.KIND, "DMA of an assigned device outside its memory", "`ignore`"),
                FaultKind.SYSTEM_FAILURE,
                optional(
                        "system-failure",
                        FaultReader.KIND,
                        "the guest ends with the reason *system failure* (SBI SRST)",
                        "`ignore`: it ends as it asked to")));
        static final Group GROUP = Group.of(ALL.values().toArray(Field<?>[]::new));

        private Faults() {}

        static Field<Kind<FaultResponse>> of(FaultKind kind) {
            return ALL.get(kind);
        }
    }

    /** A partition. */
    static final class Partition {
        static final Field<Kind<String>> NAME =
                required("name", Kind.NAME, "up to 32 lower-case letters, digits, hyphens; unique");
        static final Field<Kind<String>> GUEST = optional(
                "guest",
                Kind.TEXT,
                "a bundled guest (`guests list` names them), or `debian` or `u-boot` once they have been fetched",
                "");
        static final Field<Kind<String>> KERNEL =
                optional("kernel", Kind.TEXT, "instead of `guest`: a Linux Image, an ELF file or a flat binary", "");
        static final Field<Kind<String>> INITRD = optional("initrd", Kind.TEXT, "initramfs, with `kernel`", "none");
        static final Field<Kind<String>> APPEND = optional("append", Kind.ANY_TEXT, "kernel arguments", "none");
        static final Field<Kind<Long>> MEMORY =
                optional("memory", Kind.SIZE_IN_PAGES, "guest RAM from 0x8000_0000 on, whole pages", "`64M`");
        static final Field<Kind<Long>> HARTS =
                optional("harts", Kind.count(1, MOST_HARTS), "virtual harts, 1 to " + MOST_HARTS, "`1`");
        static final Field<Kind<Long>> WEIGHT = optional(
                "weight",
                Kind.count(1, Schedule.MOST_WEIGHT),
                "its share of spare windows, 1 to " + Schedule.MOST_WEIGHT
                        + "; its own windows, if any, are on one hart",
                "no spare time");
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
        static final Field<Form.ListOf> ASSIGNED = optional(
                "assigned",
                new Form.ListOf(
                        "a list of disks",
                        new Form.Either(Kind.TEXT.named("a disk image"), Vocabulary.Disks.GROUP),
                        BoardSetup.VIRTIO_SLOTS),
                "virtio disks of the machine itself, 8 in all partitions together, whose registers the guest sees and whose DMA"
                        + " goes through the IOMMU: no monitor comes in between; as `disks`",
                "none");
        static final Field<Kind<Long>> TABLES = optional(
                "tables",
                Kind.SIZE_IN_PAGES,
                "memory on top, for the page tables of what it accepts from others and of pages that it lends out",
                "`64K`");
        static final Field<Kind<GStageMode>> TRANSLATION = optional(
                "translation",
                Kind.choice(GStageMode.values(), Vocabulary::word),
                "format of its guest-page table: `sv39x4`, `sv48x4` or `sv57x4`",
                "`sv39x4`");
        static final Field<Group> FAULTS = optional(
                "faults",
                Vocabulary.Faults.GROUP,
                "what the health monitor does about a fault, beside counting it and noting the first of its kind: `ignore`,"
                        + " `stop`, `suspend`, `restart`, or `signal` and a partition for which there is a doorbell",
                "as below");
        static final Field<Kind<OnReboot>> ON_REBOOT = optional(
                "on-reboot",
                OnReboot.KIND,
                "what follows when the guest asks for a reboot: `restart`, or `stop`",
                "`restart`");
        static final Group GROUP = Group.of(
                NAME,
                GUEST,
                KERNEL,
                INITRD,
                APPEND,
                MEMORY,
                HARTS,
                WEIGHT,
                DEVICES,
                DISKS,
                NETWORKS,
                ASSIGNED,
                TABLES,
                TRANSLATION,
                FAULTS,
                ON_REBOOT);

        private Partition() {}
    }

    /** A window of the schedule. */
    static final class Windows {
        static final Field<Kind<String>> PARTITION = optional(
                "partition", Kind.NAME, "whose window it is; every partition has at least one, or a weight", "");
        static final Field<Kind<Boolean>> SPARE = optional(
                "spare",
                Kind.SWITCH,
                "`true`, instead of `partition`: those that have a weight share it, and each of them can see how much of it"
                        + " the others use",
                "`false`");
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
        static final Group GROUP = Group.of(PARTITION, SPARE, LENGTH, HART, START);

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
    static final Field<Group> CHANNELS =
            optional("channels", Channels.GROUP, "what joins partitions, as far as `policy` allows it", "nothing does");
    static final Field<Form.ListOf> PARTITIONS = required(
            "partitions",
            new Form.ListOf("a list of at least one partition", Partition.GROUP, MOST_PARTITIONS),
            "at least one");
    static final Field<Group> SCHEDULE =
            optional("schedule", Frame.GROUP, "who runs when", "a window of 10 ms each, in the order of the file");

    /** The whole file. */
    static final Group SYSTEM = Group.of(MACHINE, NETWORKS, POLICY, CHANNELS, PARTITIONS, SCHEDULE);
}

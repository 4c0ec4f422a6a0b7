package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.language.Kind.GHOST;
import static org.cofferdam.isolation.language.Kind.RIGID;
import static org.cofferdam.isolation.language.Kind.STATE;

import java.util.List;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

/**
 * What a state of the partition core and its machine is, as far as isolation is concerned. The frames are the core's memory;
 * addresses, sizes and counts are left out, for arithmetic is outside the decidable fragment.
 */
public final class Vocabulary {
    // ---- Sorts

    /** Frames of 4 KiB of the core's memory. */
    public static final Sort FRAME = new Sort("Frame", "p", "a frame of the core's memory");

    /** Partition numbers, with {@link #NOBODY} and {@link #SYSTEM}. */
    public static final Sort PARTITION = new Sort("Partition", "d", "a partition number, nobody, or the system");

    /** Physical harts. */
    public static final Sort HART = new Sort("Hart", "h", "a physical hart");

    /** Numbers that hgatp.VMID can hold. */
    public static final Sort VMID = new Sort("Vmid", "v", "a VMID, which tags what a hart remembers");

    /** Read, write, execute. */
    public static final Sort RIGHT = new Sort("Right", "r", "a right to a page");

    /** Slots of the tables of grants: each partition has its own. */
    public static final Sort GRANT = new Sort("Grant", "g", "a slot for a grant");

    /** Assigned devices, each with one device_id and one interrupt source. */
    public static final Sort DEVICE = new Sort("Device", "i", "a device with DMA and an interrupt");

    /** Ports from one partition to another. */
    public static final Sort PORT = new Sort("Port", "c", "a port");

    /** Doorbells from one partition to another. */
    public static final Sort BELL = new Sort("Bell", "b", "a doorbell");

    /** Where a partition is in its life. */
    public static final Sort PHASE = new Sort("Phase", "s", "where a partition is in its life");

    /** What a memory, a register file or a message holds. */
    public static final Sort VALUE = new Sort("Value", "x", "contents of a frame, of registers, of a message");

    /** Instants of a hart's time at which windows begin. */
    public static final Sort INSTANT = new Sort("Instant", "t", "an instant of a hart's time");

    // ---- Constants

    /** Whose free frames are, and who is on an idle hart. */
    public static final Constant NOBODY = new Constant("nobody", PARTITION, 0, "nobody: free frames, idle harts");

    /** The core's own account, the manager and the machine. */
    public static final Constant SYSTEM =
            new Constant("system", PARTITION, 1, "the core's own account, the manager and the machine");

    public static final Constant READ = new Constant("read", RIGHT, 0, "R of a page-table entry");

    /** Any further element is a right like execute. */
    public static final Constant WRITE = new Constant("write", RIGHT, 1, "W of a page-table entry");

    /** No such partition. */
    public static final Constant ABSENT = new Constant("absent", PHASE, 0, "there is no such partition");

    public static final Constant CREATED = new Constant("created", PHASE, 1, "has memory, has never run");

    public static final Constant RUNNING = new Constant("running", PHASE, 2, "may execute in its windows");

    public static final Constant PAUSED = new Constant("paused", PHASE, 3, "executes nothing until resumed");

    public static final Constant STOPPED = new Constant("stopped", PHASE, 4, "will never execute again");

    public static final Constant DESTROYING = new Constant("destroying", PHASE, 5, "is being taken apart");

    public static final Constant ZERO = new Constant("zero", VALUE, 0, "nothing but zero bytes");

    /** The slot that is none. */
    public static final Constant NO_GRANT = new Constant("noGrant", GRANT, 0, "no grant");

    /** VMID 0, which names no guest. */
    public static final Constant NO_VMID = new Constant("noVmid", VMID, 0, "VMID 0: no guest");

    // ---- Configuration

    /** May this partition make itself felt by that one: {@code FlowPolicy.allows}, and all by and to the system. */
    public static final Relation FLOWS = relation("flows", RIGID, "the information-flow policy", PARTITION, PARTITION);

    /** Who grants from this slot. */
    public static final Function GRANTER = function("granter", RIGID, "whose slot it is", PARTITION, GRANT);

    /** For which partition the device is configured. */
    public static final Function ASSIGNEE =
            function("assignee", RIGID, "whose device it is by configuration", PARTITION, DEVICE);

    /** Who sends through this port. */
    public static final Function SENDER = function("sender", RIGID, "the port's sender", PARTITION, PORT);

    /** Who receives from this port. */
    public static final Function RECEIVER = function("receiver", RIGID, "the port's receiver", PARTITION, PORT);

    /** Who rings this doorbell. */
    public static final Function RINGER = function("ringer", RIGID, "who may ring", PARTITION, BELL);

    /** In whose register its bit is. */
    public static final Function HEARER = function("hearer", RIGID, "whose bit it sets", PARTITION, BELL);

    /** Whose window it is on a hart at an instant: the static schedule. Nobody's while it is spare or empty. */
    public static final Relation WINDOW =
            relation("window", RIGID, "the schedule: whose window it is", HART, INSTANT, PARTITION);

    /** The window is a spare one. */
    public static final Relation SPARE = relation("spare", RIGID, "the schedule: spare time", HART, INSTANT);

    /** The partition has a weight, and so a share in a hart's spare time. */
    public static final Relation WEIGHS = relation("weighs", RIGID, "shares in the hart's spare time", PARTITION, HART);

    /** A frame of a shared region: the system's for ever. */
    public static final Relation REGION = relation("region", RIGID, "belongs to a shared region", FRAME);

    /** A frame of a shared region, seen by a partition with a right: declared in the configuration. */
    public static final Relation ATTACHMENT =
            relation("attachment", RIGID, "who may see a region's frame, and how", PARTITION, FRAME, RIGHT);

    // ---- Frames

    /** Whose account a frame is charged to; {@link #NOBODY} if it is free or untouched. */
    public static final Function OWN = function("own", STATE, "whose account it is charged to", PARTITION, FRAME);

    /** FrameState.Table: a page table or another structure of the core. */
    public static final Relation TABLE = relation("table", STATE, "a page table or other structure", FRAME);

    /** The partition's second-stage table, as the hart walks it, leads to this frame with this right. */
    public static final Relation MAPPED =
            relation("mapped", STATE, "the second-stage table leads there", PARTITION, FRAME, RIGHT);

    /** What the bytes hold. */
    public static final Function CONTENT = function("content", GHOST, "what its bytes hold", VALUE, FRAME);

    /** Bytes that a partition wrote may still be seen in a frame. */
    public static final Relation TRACES =
            relation("traces", GHOST, "may show bytes that this partition wrote", FRAME, PARTITION);

    // ---- Grants

    /** In which grant a frame is: in one at most. A donation has no pages any more once it has been accepted. */
    public static final Function GRANT_OF = function("grant", STATE, "in which grant it is", GRANT, FRAME);

    /** The slot is taken, until its owner reclaims it. */
    public static final Relation LIVE = relation("live", STATE, "the slot is taken", GRANT);

    /** The borrower has accepted what was shared or lent, and has not lost it. */
    public static final Relation ACCEPTED = relation("accepted", STATE, "the borrower has it mapped", GRANT);

    /** Nobody may accept it: it was given back, taken back, or was a donation and accepted. */
    public static final Relation RETURNED = relation("returned", STATE, "it can be accepted no more", GRANT);

    /** Both see the pages. */
    public static final Relation SHARES = relation("shares", STATE, "both see the pages", GRANT);

    /** The borrower has the pages to itself. What neither shares nor lends donates. */
    public static final Relation LENDS = relation("lends", STATE, "the borrower has the pages to itself", GRANT);

    /** For whom it is; nobody for a free slot, and if the borrower has been destroyed since. */
    public static final Function BORROWER = function("borrower", STATE, "for whom it is", PARTITION, GRANT);

    /** What the borrower may do with the pages. */
    public static final Relation ALLOWED = relation("allowed", STATE, "what the borrower may do", GRANT, RIGHT);

    /** What the granter could do with the pages, and can again when it has them back. */
    public static final Relation KEPT = relation("kept", STATE, "what the granter could do", GRANT, RIGHT);

    // ---- Translation

    /** Whose table hgatp of a hart names; {@link #NOBODY} if it is 0. */
    public static final Function ROOT = function("root", STATE, "whose table hgatp names", PARTITION, HART);

    /** The VMID in hgatp of a hart. */
    public static final Function HGATP = function("hgatp", STATE, "the VMID in hgatp", VMID, HART);

    /** The VMID is the partition's, in the present generation. */
    public static final Relation TAG = relation("tag", STATE, "the VMID that is its own now", PARTITION, VMID);

    /** The VMID has been given out in this generation; 0 always is. */
    public static final Relation USED = relation("used", STATE, "the VMID has been given out", VMID);

    /** A hart remembers that a VMID's table leads to a frame with a right. */
    public static final Relation TLB = relation("tlb", STATE, "a hart remembers", HART, VMID, FRAME, RIGHT);

    // ---- Harts and schedule

    /** Whose virtual hart a hart holds; {@link #NOBODY} if none. */
    public static final Function ON = function("on", STATE, "whose registers the hart holds", PARTITION, HART);

    /** For whom the hart works, on it or idle: whose devices' interrupts may come. */
    public static final Function FOCUS = function("focus", STATE, "for whom the hart works", PARTITION, HART);

    /** Where the hart's time is in the schedule. */
    public static final Function INSTANT_OF = function("instant", GHOST, "where it is in the schedule", INSTANT, HART);

    /** Saved or loaded registers of a partition. */
    public static final Function REGISTERS = function("registers", GHOST, "its registers", VALUE, PARTITION);

    /** What a hart's own register file holds. */
    public static final Function FILE = function("file", GHOST, "what the hart's registers hold", VALUE, HART);

    // ---- Devices

    /** The device directory lets a device translate by a partition's table. */
    public static final Relation DIRECTORY =
            relation("directory", STATE, "the device directory names its table", DEVICE, PARTITION);

    /** The IOMMU remembers this entry of the directory. */
    public static final Relation CONTEXT =
            relation("context", STATE, "the IOMMU remembers the entry", DEVICE, PARTITION);

    /** The IOMMU remembers a translation under a partition's GSCID. */
    public static final Relation IOTLB = relation("iotlb", STATE, "the IOMMU remembers", PARTITION, FRAME, RIGHT);

    /** The partition's table maps the device's registers. */
    public static final Relation DRIVES =
            relation("drives", STATE, "the device's registers are mapped", PARTITION, DEVICE);

    /** What the device itself holds. */
    public static final Function BUFFER = function("buffer", GHOST, "what the device holds", VALUE, DEVICE);

    /** The device asserts its line at the PLIC. */
    public static final Relation ASSERTED = relation("asserted", GHOST, "the device asserts its line", DEVICE);

    /** The PLIC lets the device's interrupt through to a hart. */
    public static final Relation ENABLED = relation("enabled", STATE, "the PLIC lets it through", HART, DEVICE);

    /** The monitor has been told of the interrupt, and has not completed it. */
    public static final Relation CLAIMED = relation("claimed", STATE, "its monitor was told and is at it", DEVICE);

    // ---- Channels and interrupts

    /** A port holds a message. */
    public static final Relation WAITING = relation("waiting", STATE, "a message waits", PORT);

    /** A queuing port has no room. */
    public static final Relation FULL = relation("full", STATE, "it has no room", PORT);

    /** Messages were lost that the receiver has not been told of. */
    public static final Relation LOST = relation("lost", STATE, "messages were lost", PORT);

    /** The message that waits first. */
    public static final Function MESSAGE = function("message", GHOST, "what waits", VALUE, PORT);

    /** The doorbell's bit is set. */
    public static final Relation RUNG = relation("rung", STATE, "its bit is set", BELL);

    /** The monitor of a partition holds its external interrupt. */
    public static final Relation LINE = relation("line", STATE, "its monitor holds the line", PARTITION);

    // ---- Partitions

    /** Where a partition is in its life; {@link #ABSENT} for nobody and the system. */
    public static final Function PHASE_OF = function("phase", STATE, "where it is in its life", PHASE, PARTITION);

    /** All sorts. */
    public static final List<Sort> SORTS =
            List.of(FRAME, PARTITION, HART, VMID, RIGHT, GRANT, DEVICE, PORT, BELL, PHASE, VALUE, INSTANT);

    /** All named elements. */
    public static final List<Constant> CONSTANTS = List.of(
            NOBODY,
            SYSTEM,
            READ,
            WRITE,
            ABSENT,
            CREATED,
            RUNNING,
            PAUSED,
            STOPPED,
            DESTROYING,
            ZERO,
            NO_GRANT,
            NO_VMID);

    /** What the configuration fixes. */
    public static final List<Symbol> CONFIGURATION = List.of(
            FLOWS, GRANTER, ASSIGNEE, SENDER, RECEIVER, RINGER, HEARER, WINDOW, SPARE, WEIGHS, REGION, ATTACHMENT);

    /** Caches: a hart or an IOMMU may forget an entry at any time, and no harm comes of it. */
    public static final List<Relation> CACHES = List.of(TLB, IOTLB, CONTEXT);

    /** What steps change. */
    public static final List<Symbol> CHANGING = List.of(
            OWN,
            TABLE,
            MAPPED,
            CONTENT,
            TRACES,
            GRANT_OF,
            LIVE,
            ACCEPTED,
            RETURNED,
            SHARES,
            LENDS,
            BORROWER,
            ALLOWED,
            KEPT,
            ROOT,
            HGATP,
            TAG,
            USED,
            TLB,
            ON,
            FOCUS,
            INSTANT_OF,
            REGISTERS,
            FILE,
            DIRECTORY,
            CONTEXT,
            IOTLB,
            DRIVES,
            BUFFER,
            ASSERTED,
            ENABLED,
            CLAIMED,
            WAITING,
            FULL,
            LOST,
            MESSAGE,
            RUNG,
            LINE,
            PHASE_OF);

    private Vocabulary() {}

    private static Relation relation(String name, Kind kind, String meaning, Sort... sorts) {
        return new Relation(name, List.of(sorts), kind, meaning);
    }

    private static Function function(String name, Kind kind, String meaning, Sort result, Sort... sorts) {
        return new Function(name, List.of(sorts), result, kind, meaning);
    }
}

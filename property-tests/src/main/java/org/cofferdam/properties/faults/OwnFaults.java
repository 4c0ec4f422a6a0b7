package org.cofferdam.properties.faults;

import static org.cofferdam.properties.faults.Edits.body;
import static org.cofferdam.properties.faults.Edits.redirect;

import java.util.List;
import java.util.Set;

/** Defects that nobody has published, made up where this core and this machine could have them. */
final class OwnFaults {
    private static final String OURS = "made up here";
    private static final String TRANSLATION = "org.cofferdam.machine.hart.Tlb";

    private OwnFaults() {}

    static final List<Fault> FLOWS = List.of(
            own(
                    "F1",
                    "a grant is not asked about the policy",
                    Set.of(2, 13),
                    redirect(
                            "Grants",
                            "offer",
                            "allows",
                            0,
                            "boolean anyone(FlowPolicy policy, int from, int to) { return true; }")),
            own(
                    "F2",
                    "either end of a port may send",
                    Set.of(2, 13),
                    redirect("Ports", "send", "partition", 0, """
                    Partition note(SbiRequest request) { return sender = request.partition(); }
                    public static Partition sender;"""),
                    redirect(
                            "Ports",
                            "send",
                            "from",
                            0,
                            "int whoever(Channels.Port port) { return FaultF2Number1.sender.number; }")),
            own(
                    "F3",
                    "a sender is told that a queue is full, though the receiver may not flow to it",
                    Set.of(2, 3),
                    redirect(
                            "Ports",
                            "<init>",
                            "allows",
                            0,
                            "boolean always(FlowPolicy policy, int from, int to) { return true; }")),
            own(
                    "F4",
                    "messages wait for whoever gets the receiver's number next",
                    Set.of(2, 22),
                    body("Ports", "empty", "void nothing(Ports ports, int receiver) {}")),
            own(
                    "F5",
                    "anybody may ring any doorbell",
                    Set.of(2, 21),
                    redirect("Doorbells", "ring", "getOrDefault", 1, """
                    Object everybodys(SortedMap<Integer, List<Channels.Doorbell>> bells, Object caller, Object none) {
                        List<Channels.Doorbell> all = new ArrayList<>();
                        bells.values().forEach(all::addAll);
                        return all;
                    }""")));

    static final List<Fault> MEMORY = List.of(
            own(
                    "M1",
                    "pages are accepted over what is mapped already",
                    Set.of(14, 15),
                    redirect(
                            "Grants",
                            "accept",
                            "isVacant",
                            0,
                            "boolean always(Partition partition, long base, long size) { return true; }")),
            own(
                    "M2",
                    "a borrower gets its granter's rights, not those that were granted",
                    Set.of(14),
                    redirect("Grants", "accept", "map", 0, """
                    boolean generously(GStageTable table, long address, long frame, Rights rights, int level) {
                        return table.map(address, frame, Rights.READ_WRITE_EXECUTE, level);
                    }""")),
            own(
                    "M3",
                    "lent and donated pages are not wiped",
                    Set.of(22),
                    redirect(
                            "Grants",
                            "wipe",
                            "zero",
                            0,
                            "void nothing(MemoryPort memory, long address, long size) {}")),
            own(
                    "M4",
                    "the debug console takes any address",
                    Set.of(14),
                    redirect(
                            "SbiConsole",
                            "isBuffer",
                            "allows",
                            0,
                            "boolean always(GuestMemory memory, long address, long length, Rights wanted) { return true; }")),
            own(
                    "M5",
                    "the charge of a donated frame stays with the giver",
                    Set.of(23),
                    body("frames.FrameTable", "convert", """
                    void withoutItsCharge(FrameTable frames, long address, FrameState.Held use) {
                        frames.states[frames.frame(address)] = use;
                        use.account().blocks.set(frames.frame(address) / FrameTable.BLOCK);
                    }""")),
            own(
                    "M6",
                    "a balloon's pages are not forgotten by the harts",
                    Set.of(18),
                    redirect(
                            "Balloon",
                            "inflate",
                            "forget",
                            0,
                            "void nothing(AddressSpace space, long address, long size) {}")),
            own(
                    "M7",
                    "what is lent is not forgotten by the harts",
                    Set.of(18),
                    redirect(
                            "Grants",
                            "offer",
                            "forget",
                            0,
                            "void nothing(AddressSpace space, long address, long size) {}")),
            own(
                    "M8",
                    "the handle of a destroyed partition's monitor still works",
                    Set.of(12, 13),
                    body("Monitor", "isGone", "boolean never(Monitor monitor) { return false; }")),
            own(
                    "M9",
                    "the manager may write the memory of a partition that runs",
                    Set.of(12, 13),
                    redirect(
                            "Control",
                            "change",
                            "contains",
                            0,
                            "boolean always(Set<?> allowed, Object state) { return true; }")));

    static final List<Fault> SWITCH = List.of(
            own(
                    "W1",
                    "a reservation outlives a switch",
                    Set.of(10),
                    redirect("PhysicalHart", "load", "dropReservation", 0, "void nothing(HartPort hart) {}")),
            own(
                    "W2",
                    "guests see the machine's time, not their own",
                    Set.of(25),
                    redirect("VirtualHart", "load", "csr", 1, """
                    void butDelta(HartPort hart, int number, long value) { hart.csr(number, number == Csr.HTIMEDELTA ? 0 : value); }""")),
            own(
                    "W3",
                    "instret counts what others retire",
                    Set.of(10, 25),
                    redirect("VirtualHart", "load", "enter", 0, "void nothing(Counters counters, long retired) {}")),
            own(
                    "W4",
                    "a window lasts a tick longer if its partition computes",
                    Set.of(24),
                    redirect(
                            "Dispatcher",
                            "alarm",
                            "end",
                            1,
                            "long late(Timeline.Place window) { return window.end() + 1; }")),
            own(
                    "W5",
                    "an external interrupt stays pending on the hart for the next",
                    Set.of(10, 21),
                    redirect("VirtualHart", "load", "csr", 1, """
                    void addTo(HartPort hart, int number, long value) { hart.csr(number, number == Csr.HVIP ? value | hart.csr(number) : value); }"""),
                    redirect(
                            "PhysicalHart",
                            "unload",
                            "csr",
                            2,
                            "void nothing(HartPort hart, int number, long value) {}")),
            own("W6", "fcsr is left out of the switch", Set.of(10), redirect("VirtualHart", "load", "csr", 1, """
                    void butFcsr(HartPort hart, int number, long value) { if (number != Csr.FCSR) { hart.csr(number, value); } }""")),
            own(
                    "W7",
                    "interrupts of an assigned device come in the next partition's window as well",
                    Set.of(21, 24),
                    redirect(
                            "AssignedDevices",
                            "focus",
                            "enable",
                            1,
                            "void stayOn(AssignedDevices devices, int hart, int partition, boolean on) {}")));

    static final List<Fault> MACHINE = List.of(
            own(
                    "H1",
                    "hfence.gvma of one address forgets nothing of large pages",
                    Set.of(18),
                    redirect(
                            TRANSLATION,
                            "lambda$fenceSecondStage$0",
                            "sameBlock",
                            0,
                            "boolean small(long page, long address, int shift) { return shift == 12 && (page ^ address) >>> 12 == 0; }")),
            own(
                    "H2",
                    "a store through the second stage needs no write permission",
                    Set.of(14),
                    redirect(
                            "org.cofferdam.machine.hart.AddressTranslation",
                            "secondStage",
                            "permits",
                            0,
                            "boolean loads(int flags, org.cofferdam.machine.hart.Access access, boolean executable) { return (flags & 0b1110) != 0; }")),
            own(
                    "H3",
                    "a device's store through the second stage needs no write permission",
                    Set.of(20),
                    redirect(
                            "org.cofferdam.machine.iommu.DeviceTranslation",
                            "permits",
                            "permits",
                            0,
                            "boolean loads(int flags, org.cofferdam.machine.hart.Access access, boolean executable) { return (flags & 0b1110) != 0; }")));

    private static Fault own(String id, String wrong, Set<Integer> properties, Edit... edits) {
        return new Fault(id, OURS, wrong, properties, List.of(edits));
    }
}

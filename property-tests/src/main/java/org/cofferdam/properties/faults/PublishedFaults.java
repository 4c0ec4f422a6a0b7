package org.cofferdam.properties.faults;

import static org.cofferdam.properties.faults.Edits.body;
import static org.cofferdam.properties.faults.Edits.constant;
import static org.cofferdam.properties.faults.Edits.redirect;

import java.util.List;
import java.util.Set;

/** Defects that others have had and published, transposed to this core. */
final class PublishedFaults {
    private PublishedFaults() {}

    static final List<Fault> TRANSLATION = List.of(
            new Fault(
                    "T1",
                    "XSA-393",
                    "unmap clears V but leaves a frame number that a later mapping revives",
                    Set.of(14, 18),
                    List.of(
                            redirect("translation.GStageTable", "unmap", "store", 1, """
                            void clearValid(MemoryPort memory, long at, long zero) { memory.store(at, memory.load(at) & ~1L); }"""),
                            redirect("translation.GStageTable", "map", "store", 2, """
                            void revive(MemoryPort memory, long at, long value) {
                                long old = memory.load(at);
                                memory.store(at, old != 0 ? old | 1 : value);
                            }"""))),
            new Fault(
                    "T2",
                    "Linux KVM, \"Cleanup stale TLB entries when host CPU changes\"",
                    "no hfence.gvma when a virtual hart moves to another hart",
                    Set.of(18),
                    List.of(
                            redirect("PhysicalHart", "load", "forgetOn", 0, """
                            void note(AddressSpace space, int hart) { moved = true; }
                            public static boolean moved;"""),
                            redirect("PhysicalHart", "load", "hfenceVvma", 0, """
                            void unlessMoved(HartPort hart, long address, int asid) {
                                if (!FaultT2Number1.moved) { hart.hfenceVvma(address, asid); }
                                FaultT2Number1.moved = false;
                            }"""))),
            new Fault(
                    "T3",
                    "kvm-riscv/linux#32",
                    "no hfence.vvma when two virtual harts of one partition take turns on a hart",
                    Set.of(18),
                    List.of(
                            redirect("PhysicalHart", "load", "forgetOn", 0, """
                            void note(AddressSpace space, int hart) { space.forgetOn(hart); moved = true; }
                            public static boolean moved;"""),
                            redirect("PhysicalHart", "load", "hfenceVvma", 0, """
                            void onlyIfMoved(HartPort hart, long address, int asid) {
                                if (FaultT3Number1.moved) { hart.hfenceVvma(address, asid); }
                                FaultT3Number1.moved = false;
                            }"""))),
            new Fault(
                    "T4",
                    "Xvisor c381176d",
                    "guest-physical address and VMID are swapped in a fence",
                    Set.of(18),
                    List.of(redirect("AddressSpace", "forget", "hfenceGvma", 0, """
                    void swapped(HartPort hart, long address, int vmid) { hart.hfenceGvma(vmid, (int) address); }"""))),
            new Fault(
                    "T5",
                    "Bao b1488a3",
                    "a fence for several harts misses one of them",
                    Set.of(18),
                    List.of(redirect("AddressSpace", "forget", "nextSetBit", 0, """
                    int lessTheLast(BitSet harts, int from) {
                        int hart = harts.nextSetBit(from);
                        return hart == harts.length() - 1 && hart > 0 ? -1 : hart;
                    }"""))),
            new Fault(
                    "T6",
                    "XSA-493",
                    "a fence counts as done before the other hart has carried it out, which it does at its next trap",
                    Set.of(18),
                    List.of(
                            redirect("AddressSpace", "forget", "hfenceGvma", 0, """
                            void later(HartPort hart, long address, int vmid) {
                                OWED.computeIfAbsent(hart, _ -> new ArrayList<>()).add(new long[] {address, vmid});
                            }
                            public static final Map<HartPort, List<long[]>> OWED = new HashMap<>();"""),
                            redirect("PhysicalHart", "settle", "csr", 1, """
                            void carryOut(HartPort hart, int csr, long value) {
                                List<long[]> owed = FaultT6Number1.OWED.remove(hart);
                                for (long[] fence : owed == null ? List.<long[]>of() : owed) {
                                    hart.hfenceGvma(fence[0], (int) fence[1]);
                                }
                                hart.csr(csr, value);
                            }"""))),
            new Fault(
                    "T7",
                    "casemate bad_no_bbm",
                    "a valid entry is changed into another without break before make",
                    Set.of(18),
                    List.of(
                            redirect(
                                    "translation.GStageTable",
                                    "change",
                                    "store",
                                    1,
                                    "void nothing(MemoryPort memory, long at, long value) {}"),
                            redirect(
                                    "translation.GStageTable",
                                    "change",
                                    "forget",
                                    1,
                                    "void nothing(Shootdown all, long address, long size) {}"))),
            new Fault(
                    "T8",
                    "casemate bad_overlap_VMID",
                    "VMIDs roll over without a fence",
                    Set.of(19),
                    List.of(redirect("AddressSpace", "renew", "renew", 1, """
                    boolean silently(Vmids vmids, Vmids.Tag tag, List<Vmids.Tag> onHarts) { vmids.renew(tag, onHarts); return false; }"""))),
            new Fault(
                    "T9",
                    "Jailhouse 7cffb9b7",
                    "a large page is not split when a part of it is unmapped",
                    Set.of(14),
                    List.of(
                            redirect("Grants", "offer", "unmap", 1, """
                            long notSplit(GStageTable table, long address) {
                                return table.tablesMissing(address, 4096) > 0 ? table.translate(address) : table.unmap(address);
                            }"""),
                            redirect("Balloon", "inflate", "unmap", 1, """
                            long notSplit(GStageTable table, long address) {
                                return table.tablesMissing(address, 4096) > 0 ? table.translate(address) : table.unmap(address);
                            }"""))),
            new Fault(
                    "T10",
                    "XSA-301",
                    "bits of a guest-physical address above those of the table are ignored, so that frames alias",
                    Set.of(14),
                    List.of(
                            redirect(
                                    "translation.GStageTable",
                                    "rights",
                                    "limit",
                                    0,
                                    "long none(GStageTable table) { return Long.MAX_VALUE; }"),
                            redirect(
                                    "translation.GStageTable",
                                    "translate",
                                    "limit",
                                    0,
                                    "long none(GStageTable table) { return Long.MAX_VALUE; }"),
                            redirect(
                                    "GuestMemory",
                                    "reaches",
                                    "limit",
                                    0,
                                    "long none(GStageTable table) { return Long.MAX_VALUE; }"))));

    static final List<Fault> OWNERSHIP = List.of(
            new Fault(
                    "O1",
                    "XSA-212",
                    "a range check looks at the start only",
                    Set.of(14),
                    List.of(redirect("GuestMemory", "allows", "reaches", 0, """
                    boolean firstByte(GuestMemory memory, long address, long length, int bits) {
                        return length < 0 ? memory.reaches(address, length, bits) : memory.reaches(address, Math.min(length, 1), bits);
                    }"""))),
            new Fault(
                    "O2",
                    "XSA-447",
                    "base + length wraps around",
                    Set.of(14, 15),
                    List.of(redirect("GuestMemory", "allows", "reaches", 0, """
                    boolean wraps(GuestMemory memory, long address, long length, int bits) {
                        return address + length < address ? memory.reaches(0x8000_0000L, 0, bits) : memory.reaches(address, length, bits);
                    }"""))),
            new Fault(
                    "O3",
                    "Bao 89be4b2",
                    "a reservation succeeds beyond what there is",
                    Set.of(23),
                    List.of(redirect(
                            "frames.FrameTable",
                            "resize",
                            "left",
                            0,
                            "long plenty(FrameTable frames) { return Long.MAX_VALUE; }"))),
            new Fault(
                    "O4",
                    "XSA-247",
                    "an unmap that fails is ignored, and the owner changes all the same",
                    Set.of(14, 16),
                    List.of(redirect(
                            "Grants",
                            "offer",
                            "unmap",
                            1,
                            "long failed(GStageTable table, long address) { return table.translate(address); }"))),
            new Fault(
                    "O5",
                    "XSA-389",
                    "a creation that fails half-way is not rolled back",
                    Set.of(16, 23),
                    List.of(
                            redirect(
                                    "Partitions",
                                    "create",
                                    "releaseAll",
                                    0,
                                    "boolean nothing(FrameTable frames, org.cofferdam.microkernel.frames.Account account, int most) { return false; }"),
                            redirect(
                                    "Partitions",
                                    "create",
                                    "close",
                                    0,
                                    "void nothing(FrameTable frames, org.cofferdam.microkernel.frames.Account account) {}"))));

    static final List<Fault> SCRUBBING = List.of(
            new Fault(
                    "S1",
                    "XSA-100",
                    "a freed frame is not scrubbed",
                    Set.of(22),
                    List.of(redirect(
                            "frames.FrameTable",
                            "free",
                            "zero",
                            0,
                            "void nothing(MemoryPort memory, long address, long size) {}"))),
            new Fault(
                    "S2",
                    "XSA-364",
                    "frames are scrubbed and freed first, and forgotten by the harts afterwards",
                    Set.of(18, 22),
                    List.of(
                            redirect("AddressSpace", "clear", "forget", 0, """
                            void later(AddressSpace space, long address, long size) { cleared = space; }
                            static AddressSpace cleared;"""),
                            redirect("AddressSpace", "clear", "free", 0, "void later(Vmids vmids, Vmids.Tag tag) {}"),
                            redirect("Partitions", "destroy", "close", 0, """
                            void afterwards(FrameTable frames, org.cofferdam.microkernel.frames.Account account) {
                                AddressSpace space = FaultS2Number1.cleared;
                                space.forget(0, space.table.limit());
                                space.translators.vmids.free(space.tag);
                                frames.close(account);
                            }"""))));

    static final List<Fault> GRANTS = List.of(
            new Fault(
                    "G1",
                    "XSA-224",
                    "a grant that is mapped twice is unmapped once, and counts as returned",
                    Set.of(14, 18),
                    List.of(redirect("Grants", "accept", "map", 1, """
                    boolean twice(GStageTable table, long address, long frame, Rights rights, int level) {
                        table.map(address + (1L << 30), frame, rights, level);
                        return table.map(address, frame, rights, level);
                    }"""))),
            new Fault(
                    "G2",
                    "XSA-394",
                    "a grant of several pages counts as returned when one has been unmapped",
                    Set.of(14),
                    List.of(body("Grants", "takeAway", """
                            void firstPageOnly(Grants grants, Grant grant) {
                                Partition borrower = grant.borrower;
                                if (borrower.state != PartitionState.DESTROYING) {
                                    borrower.space.table.unmap(grant.acceptedAt);
                                    borrower.space.forget(grant.acceptedAt, grant.size());
                                }
                                org.cofferdam.microkernel.frames.Account granter = grant.granter.account;
                                grants.become(grant, grant.kind == GrantKind.SHARE
                                        ? new FrameState.Shared(granter, null)
                                        : new FrameState.Lent(granter, null));
                                borrower.borrowed.remove(grant);
                                grant.state = Grant.State.RETURNED;
                                grant.wiped = 0;
                            }"""))),
            new Fault(
                    "G3",
                    "XSA-226",
                    "a borrower grants on what it has borrowed",
                    Set.of(13, 15),
                    List.of(redirect("Grants", "isOwned", "at", 0, """
                    FrameState asIfOwned(FrameTable frames, long address) {
                        return switch (frames.at(address)) {
                            case FrameState.Shared shared when shared.borrower() != null -> shared.borrower().memory();
                            case FrameState.Lent lent when lent.borrower() != null -> lent.borrower().memory();
                            case FrameState other -> other;
                        };
                    }"""))),
            new Fault(
                    "G4",
                    "XSA-166, CVE-2021-29657",
                    "a descriptor in guest memory is read twice: checked the first time, used the second",
                    Set.of(13, 14),
                    List.of(redirect("org.cofferdam.machine.device.VirtQueue", "walk", "read", 1, """
                            boolean twice(org.cofferdam.machine.memory.DmaPort dma, long address, byte[] into, int offset, int length) {
                                return dma.read(address, into, offset, length) && dma.read(address, into, offset, length);
                            }"""))),
            new Fault(
                    "G5",
                    "XSA-86, CVE-2018-2698",
                    "an index that a guest gives is trusted",
                    Set.of(13),
                    List.of(body("Grants", "find", """
                            Grant trusting(Grants grants, SbiRequest request) {
                                Partition granter = grants.partitions.at(request.argument(0));
                                return granter == null ? null : granter.grants[(int) request.argument(1)];
                            }"""))));

    static final List<Fault> CONTEXT = List.of(
            new Fault(
                    "C1",
                    "XSA-165",
                    "floating-point registers are not initialised at first use",
                    Set.of(10),
                    List.of(redirect("VirtualHart", "load", "f", 0, """
                    void unlessZero(HartPort hart, int index, long bits) { if (bits != 0) { hart.f(index, bits); } }"""))),
            new Fault(
                    "C2",
                    "XSA-267",
                    "lazy floating-point state crosses a switch of partitions",
                    Set.of(10),
                    List.of(redirect(
                            "VirtualHart", "load", "f", 0, "void lazily(HartPort hart, int index, long bits) {}"))),
            new Fault(
                    "C3",
                    "seL4, PAR_EL1 leak",
                    "one VS-level CSR is left out of the switch",
                    Set.of(10),
                    List.of(redirect("VirtualHart", "load", "csr", 1, """
                    void butSscratch(HartPort hart, int number, long value) { if (number != Csr.VSSCRATCH) { hart.csr(number, value); } }"""))),
            new Fault(
                    "C4",
                    "XSA-351",
                    "hcounteren is left open",
                    Set.of(10, 25),
                    List.of(redirect(
                            "PhysicalHart",
                            "<init>",
                            "csr",
                            3,
                            "void open(HartPort hart, int number, long value) { hart.csr(number, -1); }"))),
            new Fault(
                    "C5",
                    "XSA-336",
                    "a timer is lost when its virtual hart moves to another hart",
                    Set.of(21, 24),
                    List.of(redirect("PhysicalHart", "load", "load", 0, """
                            void lostOnTheWay(VirtualHart hart, HartPort port) {
                                hart.load(port);
                                HartPort before = LAST.put(hart, port);
                                if (before != null && before != port) { port.csr(Csr.VSTIMECMP, -1); }
                            }
                            static final Map<VirtualHart, HartPort> LAST = new WeakHashMap<>();"""))));

    static final List<Fault> OTHERS = List.of(
            new Fault(
                    "I1",
                    "Bao e21c7cb",
                    "hedeleg leaves out breakpoint, so that one ebreak of a guest stops it",
                    Set.of(23),
                    List.of(constant("PhysicalHart", "<init>", 0xB1FF, 0xB1F7))),
            new Fault(
                    "I2",
                    "KVM PMU off-by-one",
                    "> where >= is meant on an index that a guest gives",
                    Set.of(13),
                    List.of(constant("Grants", "reclaim", 64, 65))),
            new Fault(
                    "D1",
                    "Salus 51026a4, XSA-442",
                    "the IOMMU is not made to forget",
                    Set.of(20),
                    List.of(redirect(
                            "Iommu", "forget", "command", 0, "void nothing(Iommu iommu, long command) {}"))),
            new Fault(
                    "D2",
                    "XSA-302",
                    "a device is not quarantined when it is taken away",
                    Set.of(20),
                    List.of(
                            redirect(
                                    "AssignedDevices",
                                    "detach",
                                    "detach",
                                    0,
                                    "void nothing(Iommu iommu, int device) {}"),
                            redirect(
                                    "AssignedDevices",
                                    "detach",
                                    "store",
                                    0,
                                    "void nothing(DevicePort port, long address, int size, long value) {}"))),
            new Fault(
                    "E1",
                    "XSA-410",
                    "taking a partition apart is one step of unbounded work",
                    Set.of(23),
                    List.of(redirect("Partitions", "destroy", "releaseAll", 0, """
                    boolean allAtOnce(FrameTable frames, org.cofferdam.microkernel.frames.Account account, int most) { return frames.releaseAll(account, Integer.MAX_VALUE); }"""))),
            new Fault(
                    "E2",
                    "XSA-149",
                    "each creation and destruction leaks a little",
                    Set.of(23),
                    List.of(body("frames.FrameTable", "close", """
                    void leaky(FrameTable frames, org.cofferdam.microkernel.frames.Account account) { frames.resize(account, 1); }"""))));
}

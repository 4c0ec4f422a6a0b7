package org.cofferdam.isolation;

/**
 * The isolation properties that Cofferdam is held to, one row each: the only place where they are listed. The
 * specification, its engines and every report refer to a property by this number.
 *
 * <p>Notation: D partitions, P frames, {@code own : P → D + {hyp, free}}, {@code sh ⊆ P × D} (shared with),
 * {@code acc(d,p)} = own(p)=d or sh(p,d), {@code ⇝} the information-flow policy, {@code ≈u} "looks the same to
 * partition u".
 */
public enum IsolationProperty {
    OUTPUT_CONSISTENCY(1, "Output consistency", "s ≈u t implies u sees the same output in s and t", "Rushby 1992"),

    LOCAL_RESPECT(
            2, "Local respect", "if dom(a) may not flow to u, then s ≈u step(s,a)", "Rushby 1992; seL4 integrity_u"),

    WEAK_STEP_CONSISTENCY(
            3,
            "Weak step consistency",
            "s ≈u t, same schedule, and (dom(a) ⇝ u implies s ≈dom(a) t) imply step(s,a) ≈u step(t,a)",
            "seL4 confidentiality_u"),

    NONINTERFERENCE(
            4,
            "Noninterference",
            "what u observes of a run equals what it observes of the run purged of all that may not flow to u",
            "Goguen and Meseguer 1982"),

    NONLEAKAGE(5, "Nonleakage", "states alike to every source of u give u the same observations", "Murray et al. 2013"),

    THE_SCHEDULER_IS_NO_CHANNEL(
            6,
            "The scheduler is no channel",
            "the next partition depends on the static schedule alone",
            "Murray et al. 2013"),

    GWV_SEPARATION(
            7,
            "GWV separation",
            "a segment after a step depends only on the segments that the policy lets write it",
            "Greve, Wilding, Vanfleet 2003"),

    NO_EXFILTRATION(8, "No exfiltration", "while i acts, no other partition's area changes", "Heitmeyer et al. 2006"),

    NO_INFILTRATION(
            9,
            "No infiltration",
            "i's event changes i's area as a function of i's area alone",
            "Heitmeyer et al. 2006"),

    TEMPORAL_SEPARATION(
            10,
            "Temporal separation",
            "what is shared over time (registers, FP/vector state, caches) holds nothing of the last "
                    + "partition at a switch",
            "Heitmeyer et al. 2006"),

    SEPARATION_OF_CONTROL(
            11,
            "Separation of control",
            "with no switch, only the active partition's state changes",
            "Heitmeyer et al. 2006"),

    KERNEL_INTEGRITY(
            12,
            "Kernel integrity",
            "guest steps leave the core's state alone, save through a declared trap",
            "Heitmeyer et al. 2006"),

    AUTHORITY_CONFINEMENT(
            13,
            "Authority confinement",
            "each changed word has an authority for it; authority never grows by itself",
            "Sewell et al. 2011"),

    MAPPING_AGREEMENT(
            14,
            "Mapping agreement",
            "a guest-physical page maps to p only if acc(d,p), with no more permission than granted",
            "pKVM, Komodo"),

    TRANSFER_PRECONDITIONS(
            15,
            "Transfer preconditions",
            "share, lend, donate, reclaim need exclusive ownership and an unmapped target; else an " + "error",
            "pKVM's ghost specification"),

    FAILURE_ATOMICITY(
            16, "Failure atomicity", "a call that returns an error changed nothing", "pKVM's ghost specification"),

    SMP_CONFIDENTIALITY_AND_INTEGRITY(
            17,
            "SMP confidentiality and integrity",
            "as 3 and 2, harts interleaved, save what was declared declassified",
            "SeKVM 2021"),

    TRANSLATION_COHERENCE(
            18,
            "Translation coherence",
            "a TLB entry (hart, d, p) implies acc(d,p); a frame is reused only after every hart " + "fenced",
            "casemate (rems-project)"),

    VMID_UNIQUENESS(19, "VMID uniqueness", "one live VMID, one root table", "casemate"),

    DMA(20, "DMA", "an IOMMU or IOTLB entry (device, p) implies acc(domain(device), p)", "SeKVM's SMMU layers"),

    INTERRUPT_ISOLATION(
            21,
            "Interrupt isolation",
            "a partition's pending bits change from sources routed to it alone",
            "Cofferdam"),

    SCRUB(
            22,
            "Scrub",
            "a frame that changes hands, or stops being shared, shows the gainer none of its old " + "bytes",
            "XSA-100; pKVM leaves it unmodelled"),

    EXHAUSTION(
            23,
            "Exhaustion",
            "use(d) ≤ quota(d); what d gets does not depend on what e used; every trap takes bounded " + "work",
            "SKPP; XSA-410"),

    WINDOWS(
            24,
            "Windows",
            "when a partition's window starts and how long it lasts depend on the schedule alone",
            "ARINC 653"),

    TIME_PROTECTION(
            25,
            "Time protection",
            "whatever others do, a partition observes the same time, cycle and instret; where a "
                    + "channel is declared, its capacity is measured against a shuffled-label bound",
            "Ge, Yarom, Heiser 2019");

    private final int number;
    private final String title;
    private final String statement;
    private final String source;

    IsolationProperty(int number, String title, String statement, String source) {
        this.number = number;
        this.title = title;
        this.statement = statement;
        this.source = source;
    }

    /** The number by which papers, reports and the fault corpus cite it, from 1. */
    public int number() {
        return number;
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** What holds, in the notation of this class. */
    public String statement() {
        return statement;
    }

    /** The paper, project or advisory that it comes from. */
    public String source() {
        return source;
    }

    /**
     * The property cited by {@code number}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static IsolationProperty numbered(int number) {
        for (IsolationProperty property : values()) {
            if (property.number == number) {
                return property;
            }
        }
        throw new IllegalArgumentException("no isolation property " + number + ": they are 1 to " + values().length);
    }
}

package org.cofferdam.machine.iommu;

import org.cofferdam.machine.hart.TranslationRoot;

/**
 * A device's entry in the directory, base format ("Leaf DDT entry"): four doublewords as they lay in memory.
 *
 * @param control {@code tc}
 * @param secondStage {@code iohgatp}
 * @param attributes {@code ta}
 * @param firstStage {@code fsc}
 */
public record DeviceContext(long control, long secondStage, long attributes, long firstStage) {
    static final int BYTES = 32;

    private static final long VALID = 1;
    private static final long NO_TRANSLATION_FAULTS = 1 << 4;
    private static final long PROCESS_DIRECTORY = 1 << 5;
    private static final long DEFAULT_PROCESS = 1 << 9;
    private static final long CONTROL_CUSTOM = 0xffL << 24;

    /** All that the capabilities leave of {@code tc}. Custom bits have no meaning here and are not looked at. */
    private static final long CONTROL =
            VALID | NO_TRANSLATION_FAULTS | PROCESS_DIRECTORY | DEFAULT_PROCESS | CONTROL_CUSTOM;

    private static final int PROCESS_SHIFT = 12;
    private static final int PROCESS_BITS = 0xf_ffff;
    private static final long ATTRIBUTES = (long) PROCESS_BITS << PROCESS_SHIFT;
    private static final int GUEST_SHIFT = 44;
    private static final int GUEST_BITS = 0xffff;
    private static final long FIRST_STAGE_RESERVED = (long) GUEST_BITS << GUEST_SHIFT;
    private static final long SECOND_ROOT_ALIGNMENT = 3;

    boolean valid() {
        return (control & VALID) != 0;
    }

    /** The checks of "Device-context configuration checks" that {@link Capabilities} leave. */
    boolean misconfigured() {
        boolean processes = (control & PROCESS_DIRECTORY) != 0;
        int firstMode = TranslationRoot.mode(firstStage);
        int secondMode = TranslationRoot.mode(secondStage);
        boolean firstModeUnknown =
                processes ? firstMode != TranslationRoot.BARE : !TranslationRoot.supported(firstMode);
        boolean rootMisaligned = secondMode != TranslationRoot.BARE && (secondStage & SECOND_ROOT_ALIGNMENT) != 0;
        return (control & ~CONTROL) != 0
                || (!processes && (control & DEFAULT_PROCESS) != 0)
                || (attributes & ~ATTRIBUTES) != 0
                || (firstStage & FIRST_STAGE_RESERVED) != 0
                || firstModeUnknown
                || !TranslationRoot.supported(secondMode)
                || rootMisaligned;
    }

    /** DTF: faults of translation are not to be reported. */
    boolean silent() {
        return (control & NO_TRANSLATION_FAULTS) != 0;
    }

    /** Whether device addresses have tables of their own. With PDTV, whose one mode is Bare here, there are none. */
    public boolean hasFirstStage() {
        return TranslationRoot.mode(firstStage) != TranslationRoot.BARE;
    }

    /** Whether guest-physical addresses, which device addresses are if there is no first stage, are translated. */
    public boolean hasSecondStage() {
        return TranslationRoot.mode(secondStage) != TranslationRoot.BARE;
    }

    /** PSCID: the address space of the first stage, 20 bits; means nothing without one. */
    public int process() {
        return (int) (attributes >>> PROCESS_SHIFT) & PROCESS_BITS;
    }

    /** GSCID: the virtual machine of the second stage, 16 bits; means nothing without one. */
    public int guest() {
        return (int) (secondStage >>> GUEST_SHIFT) & GUEST_BITS;
    }
}

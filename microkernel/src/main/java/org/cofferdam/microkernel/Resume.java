package org.cofferdam.microkernel;

/**
 * What a hart does after the core has handled its trap. Injecting a trap into a guest and switching to another virtual
 * hart are writes to registers, which the core makes itself: both end in {@link Enter}.
 */
public sealed interface Resume {
    /** Execute SRET: the registers, CSRs and sepc of the hart are those of the virtual hart that goes on. */
    record Enter() implements Resume {}

    /**
     * Execute WFI at HS-mode: nothing to run. Let the hart's time pass until an interrupt that sie enables is pending in
     * sip (stimecmp is set; another hart or a control call may set SSIP), then call {@link Microkernel#handle}; scause
     * need not be set.
     *
     * @param until tick of the hart's time at which stimecmp will raise the interrupt; unsigned, -1 is never
     */
    record Idle(long until) implements Resume {}

    /**
     * Give the access to the monitor of its partition, then call {@link Microkernel#answer} or
     * {@link Microkernel#refuse} for this hart. No time passes meanwhile; the monitor may use its {@link Monitor}.
     */
    record AskMonitor(DeviceAccess access) implements Resume {}

    /**
     * Tell the monitor of a partition that a device that is assigned to it asks for service, then call
     * {@link Microkernel#answer} with any value. The monitor raises what stands for it on its board, and calls
     * {@link Monitor#completeInterrupt} when the guest is done.
     *
     * @param source the device's input of the machine's PLIC
     */
    record Interrupt(int partition, int source) implements Resume {}

    /**
     * No partition is running, and none will be before a control call: the machine may stop. After a control call that
     * starts or resumes a partition SSIP is set in sip; go on as for {@link Idle}.
     */
    record StopMachine() implements Resume {}
}

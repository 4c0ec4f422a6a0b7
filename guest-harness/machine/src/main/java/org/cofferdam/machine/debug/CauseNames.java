package org.cofferdam.machine.debug;

import org.cofferdam.machine.hart.Cause;

/** Names of exceptions and interrupts, as Spike's log has those of exceptions. */
public final class CauseNames {
    private CauseNames() {}

    /** The name of a value of mcause. */
    public static String of(long cause) {
        return cause < 0 ? interrupt(cause & ~Cause.INTERRUPT) : exception(cause);
    }

    private static String exception(long code) {
        return switch ((int) code) {
            case Cause.INSTRUCTION_MISALIGNED -> "instruction_address_misaligned";
            case Cause.INSTRUCTION_ACCESS -> "instruction_access_fault";
            case Cause.ILLEGAL_INSTRUCTION -> "illegal_instruction";
            case Cause.BREAKPOINT -> "breakpoint";
            case Cause.LOAD_MISALIGNED -> "load_address_misaligned";
            case Cause.LOAD_ACCESS -> "load_access_fault";
            case Cause.STORE_MISALIGNED -> "store_address_misaligned";
            case Cause.STORE_ACCESS -> "store_access_fault";
            case Cause.ECALL_USER -> "user_ecall";
            case Cause.ECALL_SUPERVISOR -> "supervisor_ecall";
            case Cause.ECALL_VIRTUAL_SUPERVISOR -> "virtual_supervisor_ecall";
            case Cause.ECALL_MACHINE -> "machine_ecall";
            case Cause.INSTRUCTION_PAGE -> "instruction_page_fault";
            case Cause.LOAD_PAGE -> "load_page_fault";
            case Cause.STORE_PAGE -> "store_page_fault";
            case Cause.INSTRUCTION_GUEST_PAGE -> "instruction_guest_page_fault";
            case Cause.LOAD_GUEST_PAGE -> "load_guest_page_fault";
            case Cause.VIRTUAL_INSTRUCTION -> "virtual_instruction";
            case Cause.STORE_GUEST_PAGE -> "store_guest_page_fault";
            default -> "exception_" + code;
        };
    }

    private static String interrupt(long number) {
        return switch ((int) number) {
            case 1 -> "supervisor_software";
            case 2 -> "virtual_supervisor_software";
            case 3 -> "machine_software";
            case 5 -> "supervisor_timer";
            case 6 -> "virtual_supervisor_timer";
            case 7 -> "machine_timer";
            case 9 -> "supervisor_external";
            case 10 -> "virtual_supervisor_external";
            case 11 -> "machine_external";
            case 12 -> "supervisor_guest_external";
            case 13 -> "counter_overflow";
            default -> "interrupt_" + number;
        };
    }
}

package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** What the core does for a virtual hart that trapped. Total: each cause ends in a value, a guest trap, or a stop. */
final class Exits {
    /** Values of scause (Privileged Architecture, "Hypervisor and Virtual Supervisor Trap Cause"). */
    private static final long INTERRUPT = 1L << 63;

    private static final long TIMER_INTERRUPT = INTERRUPT | 5;
    private static final long EXTERNAL_INTERRUPT = INTERRUPT | 9;
    private static final int CALL_FROM_VS = 10;
    private static final int INSTRUCTION_GUEST_PAGE_FAULT = 20;
    private static final int LOAD_GUEST_PAGE_FAULT = 21;
    private static final int VIRTUAL_INSTRUCTION = 22;
    private static final int STORE_GUEST_PAGE_FAULT = 23;

    private static final int WFI = 0x1050_0073;
    private static final int WFI_LENGTH = 4;
    private static final long SSTATUS_SPP = 1 << 8;

    private final Dispatcher dispatcher;
    private final Services services;

    Exits(Dispatcher dispatcher, Services services) {
        this.dispatcher = dispatcher;
        this.services = services;
    }

    /** Handles the trap of a hart that holds a virtual hart; the access that a monitor has to answer, or null. */
    DeviceAccess handle(PhysicalHart hart) {
        long cause = hart.port.csr(Csr.SCAUSE);
        hart.loaded.counters.settle(hart.port.csr(Csr.INSTRET));
        if (cause < 0 || !hart.loaded.partition.isRunning()) {
            // sie lets three through: the alarm, devices and kicks. All is looked at afresh after each. Who was halted
            // meanwhile has been kicked: what it traps for is not for now, and happens again if it goes on.
            hart.loaded.partition.count(interrupt(cause));
            return null;
        }
        if (cause == LOAD_GUEST_PAGE_FAULT || cause == STORE_GUEST_PAGE_FAULT) {
            return dataFault(hart, cause);
        }
        hart.loaded.partition.count(other(hart, cause));
        return null;
    }

    private static ExitCause interrupt(long cause) {
        ExitCause outside = cause == EXTERNAL_INTERRUPT ? ExitCause.DEVICE_INTERRUPT : ExitCause.KICK;
        return cause == TIMER_INTERRUPT ? ExitCause.TIMER : outside;
    }

    private ExitCause other(PhysicalHart hart, long cause) {
        if (cause == CALL_FROM_VS) {
            SbiCall.handle(new SbiRequest(hart, dispatcher, services));
            return ExitCause.SBI_CALL;
        }
        if (cause == VIRTUAL_INSTRUCTION) {
            return virtualInstruction(hart);
        }
        if (cause == INSTRUCTION_GUEST_PAGE_FAULT) {
            GuestTrap.raise(hart.port, GuestTrap.INSTRUCTION_ACCESS_FAULT, hart.port.csr(Csr.STVAL));
            fault(hart, FaultKind.ACCESS_OUTSIDE);
            return ExitCause.ACCESS_OUTSIDE;
        }
        StopReason reason = new StopReason.UnexpectedTrap(
                hart.loaded.number, cause, hart.port.csr(Csr.SEPC), hart.port.csr(Csr.STVAL));
        services.health().fault(hart.loaded.partition, FaultKind.UNEXPECTED_TRAP, reason);
        return ExitCause.UNEXPECTED;
    }

    private void fault(PhysicalHart hart, FaultKind kind) {
        services.health().fault(hart.loaded.partition, kind, new StopReason.Faulted(kind, hart.loaded.number));
    }

    private DeviceAccess dataFault(PhysicalHart hart, long cause) {
        HartPort port = hart.port;
        VirtualHart guest = hart.loaded;
        long virtual = port.csr(Csr.STVAL);
        // htval has the address without its low two bits, which are stval's.
        long address = port.csr(Csr.HTVAL) << 2 | (virtual & 0b11);
        LoadStore instruction = guest.partition.hasDevice(address) ? LoadStore.trapped(port) : null;
        if (instruction == null
                || instruction.store() != (cause == STORE_GUEST_PAGE_FAULT)
                // Windows are whole doublewords: what is aligned and begins in one ends in it.
                || address % instruction.size() != 0) {
            guest.partition.count(ExitCause.ACCESS_OUTSIDE);
            raiseAccessFault(hart, cause, virtual);
            fault(hart, FaultKind.ACCESS_OUTSIDE);
            return null;
        }
        guest.partition.count(ExitCause.DEVICE_ACCESS);
        hart.pending = new PendingAccess(instruction, cause, virtual);
        int partition = guest.partition.number;
        return instruction.store()
                ? new DeviceAccess.Store(partition, guest.number, address, instruction.size(), instruction.value(port))
                : new DeviceAccess.Load(partition, guest.number, address, instruction.size());
    }

    /** The access fault of the same kind as a load or store guest-page fault. */
    static void raiseAccessFault(PhysicalHart hart, long pageFault, long address) {
        boolean store = pageFault == STORE_GUEST_PAGE_FAULT;
        hart.loaded.counters.count(store ? Counters.ACCESS_STORE : Counters.ACCESS_LOAD);
        GuestTrap.raise(hart.port, store ? GuestTrap.STORE_ACCESS_FAULT : GuestTrap.LOAD_ACCESS_FAULT, address);
    }

    /** hstatus.VTW sends WFI here, hcounteren a read of instret. Every other one is an instruction that this guest's hart does not have. */
    private ExitCause virtualInstruction(PhysicalHart hart) {
        HartPort port = hart.port;
        int bits = (int) port.csr(Csr.STVAL);
        int instruction = bits != 0 ? bits : GuestCode.at(port, port.csr(Csr.SEPC));
        boolean supervisor = (port.csr(Csr.SSTATUS) & SSTATUS_SPP) != 0;
        if (instruction == WFI && supervisor) {
            port.csr(Csr.SEPC, port.csr(Csr.SEPC) + WFI_LENGTH);
            // The dispatcher takes it off its hart, and finds out whether an interrupt is pending already.
            hart.loaded.state = VirtualHart.State.WAITING;
            return ExitCause.WAIT;
        }
        if (hart.loaded.counters.answers(port, instruction, supervisor)) {
            return ExitCause.COUNTER_READ;
        }
        hart.loaded.counters.count(Counters.ILLEGAL_INSTRUCTION);
        GuestTrap.raise(port, GuestTrap.ILLEGAL_INSTRUCTION, Integer.toUnsignedLong(instruction));
        fault(hart, FaultKind.REFUSED_INSTRUCTION);
        return ExitCause.REFUSED_INSTRUCTION;
    }
}

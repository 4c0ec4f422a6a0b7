package org.cofferdam.machine.hart;

/** Trap entry and return. */
public final class Traps {

    private final Hart hart;
    private ResidentSoftware atMachine;
    private ResidentSoftware atHypervisor;

    Traps(Hart hart) {
        this.hart = hart;
    }

    void attach(Level level, ResidentSoftware software) {
        switch (level) {
            case MACHINE -> atMachine = software;
            case HYPERVISOR -> atHypervisor = software;
        }
    }

    /**
     * Takes a synchronous exception of the instruction at {@code hart.pc}.
     *
     * @param instruction the raw bits of that instruction (16 bits if compressed); 0 if it could not be fetched
     */
    public void enter(Trap trap, int instruction) {
        hart.csrs.write(0x341, hart.pc);
        hart.csrs.write(0x342, trap.cause);
        hart.csrs.write(
                0x343, trap.cause == Cause.ILLEGAL_INSTRUCTION ? Integer.toUnsignedLong(instruction) : trap.value);
        hart.enter(Privilege.MACHINE, false);
        hart.pc = hart.csrs.read(0x305) & -4;
        ResidentSoftware resident = hart.csrs.read(0x302) == 0 ? atMachine : atHypervisor;
        if (resident != null) {
            resident.trap(hart);
        }
    }

    /** {@code sret} as HS-mode executes it. */
    public void returnFromSupervisor() {
        hart.pc = hart.csrs.read(0x141);
        hart.enter(Privilege.SUPERVISOR, false);
    }

    /** {@code mret}. */
    public void returnFromMachine() {
        hart.pc = hart.csrs.read(0x341);
        hart.enter(Privilege.MACHINE, false);
    }
}

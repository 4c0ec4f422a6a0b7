package org.cofferdam.machine.hart;

/**
 * A decoded instruction with its operands in place. Classes are made by {@link OperationFactory}, one for each
 * instruction and length; an instance belongs to no hart and no virtual address.
 */
public abstract class Operation {
    /** For subclasses, which hold operands in final fields. */
    protected Operation() {}

    /**
     * Executes the instruction.
     *
     * @param pc its address
     * @return the address of the next instruction
     * @throws Trap if it traps; then neither registers nor memory have changed
     */
    public abstract long execute(Hart hart, long pc);
}

package org.cofferdam.machine.isa;

import java.io.Serial;

/** A line of assembly that the table cannot encode. The message names the operand or mnemonic. */
public final class AssemblyException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A refusal with its reason. */
    public AssemblyException(String message) {
        super(message);
    }
}

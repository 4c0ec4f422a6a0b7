package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;

/** How harts execute instructions. They compute the same, bit by bit, in whatever way. */
public enum Engine {
    /** One by one, from decoded blocks. */
    INTERPRETER,
    /** Translated to methods of the JVM where they are executed often, else interpreted. */
    TRANSLATOR;

    /** The code cache of harts that execute so; for what is on the bus now. */
    public CodeCache codeCache(Bus bus) {
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        if (this == TRANSLATOR) {
            code.translateBy(new JvmTranslator(Rv64.instructions()));
        }
        return code;
    }
}

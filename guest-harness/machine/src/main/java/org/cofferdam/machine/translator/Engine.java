package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;

/** How harts execute instructions. They compute the same, bit by bit, in whatever way. Named as on a command line. */
public enum Engine {
    /** One by one, from decoded blocks. */
    interpreter,
    /** Translated to methods of the JVM where they are executed often, else interpreted. */
    translator;

    private static volatile Engine standard = valueOf(System.getProperty("cofferdam.engine", "interpreter"));

    /**
     * The engine of harts for which nobody has chosen another: what {@link #makeStandard} was given last, or else what the
     * system property {@code cofferdam.engine} says. That a whole process shares it does no harm, since no result depends on it.
     */
    public static Engine standard() {
        return standard;
    }

    /** Makes this the engine of harts for which nobody chooses another from now on. */
    public void makeStandard() {
        standard = this;
    }

    /** The code cache of harts that execute so; for what is on the bus now. */
    public CodeCache codeCache(Bus bus) {
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        if (this == translator) {
            code.translateBy(new JvmTranslator(Rv64.instructions()));
        }
        return code;
    }
}

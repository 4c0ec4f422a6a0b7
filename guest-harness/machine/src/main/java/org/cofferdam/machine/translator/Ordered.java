package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;

/** Waits for a compiler that has been told to compile the translation. */
record Ordered(ExecutedCode code, RegionMaker.Made made, JvmCompilers compilers) implements Warming {

    /** Gives the order. */
    Ordered {
        compilers.compile(made.code(), made.form().shape() == Shape.QUICK ? JvmCompilers.QUICK : JvmCompilers.COUNTING);
    }

    @Override
    public boolean isDone() {
        return compilers.hasCompiled(made.code());
    }
}

package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.TranslationCounts;
import org.cofferdam.machine.hart.Translator;

/** Translates nothing, but keeps what it is shown. */
final class Onlooker implements Translator {
    private ExecutedCode executed;

    /** What was executed when something had become hot. */
    ExecutedCode executed() {
        return executed;
    }

    @Override
    public int threshold() {
        return 16;
    }

    @Override
    public void hot(ExecutedCode code, long pc) {
        executed = code;
    }

    @Override
    public void lasts(ExecutedCode code, long pc) {}

    @Override
    public void install() {}

    @Override
    public TranslationCounts counts() {
        return TranslationCounts.NONE;
    }
}

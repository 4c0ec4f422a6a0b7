package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.TranslatedRegion;
import org.cofferdam.machine.hart.TranslationCounts;
import org.cofferdam.machine.hart.Translator;

/** Translates nothing, but keeps what it is shown. */
final class Onlooker implements Translator {
    private ExecutedCode executed;
    private int told;

    /** What was executed when something had become hot. */
    ExecutedCode executed() {
        return executed;
    }

    /** How often it was told that something had become hot. */
    int told() {
        return told;
    }

    @Override
    public int threshold() {
        return 16;
    }

    @Override
    public void hot(ExecutedCode code, long pc) {
        executed = code;
        told++;
    }

    @Override
    public void lasts(ExecutedCode code, long pc) {}

    @Override
    public void misses(ExecutedCode code, TranslatedRegion region) {}

    @Override
    public void install() {}

    @Override
    public TranslationCounts counts() {
        return TranslationCounts.NONE;
    }
}

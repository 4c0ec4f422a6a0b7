package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cofferdam.machine.hart.TlbEntry;
import org.cofferdam.machine.hart.TranslationWatcher;

/**
 * A translation cache of the machine, with what has come and gone since a call of the core began. The entries themselves are asked
 * of the cache whenever they are needed: nothing is believed to be in it, or not to be.
 */
final class Remembered implements TranslationWatcher {
    private final Supplier<List<TlbEntry>> cache;
    private final Fills fills;
    private final List<TlbEntry> came = new ArrayList<>();
    private final List<TlbEntry> gone = new ArrayList<>();
    private boolean inCore;

    /** Who judges entries that come while guests and devices run. */
    interface Fills {
        void filled(TlbEntry entry);
    }

    Remembered(Supplier<List<TlbEntry>> cache, Fills fills) {
        this.cache = cache;
        this.fills = fills;
    }

    /** A call of the core begins. */
    void mark() {
        came.clear();
        gone.clear();
        inCore = true;
    }

    /** The call is over. */
    void release() {
        inCore = false;
    }

    /** What the cache holds of guests. */
    List<TlbEntry> now() {
        return cache.get().stream().filter(TlbEntry::virtualized).toList();
    }

    /** What it held when the present call began. */
    List<TlbEntry> before() {
        List<TlbEntry> before = new ArrayList<>(now());
        before.addAll(gone);
        for (TlbEntry entry : came) {
            before.remove(entry);
        }
        return before;
    }

    @Override
    public void added(TlbEntry entry) {
        if (entry.virtualized()) {
            if (inCore) {
                came.add(entry);
            } else {
                fills.filled(entry);
            }
        }
    }

    @Override
    public void removed(TlbEntry entry) {
        if (inCore && entry.virtualized()) {
            gone.add(entry);
        }
    }

    /** What a guest may do by an entry, as far as the second stage is concerned. */
    static int rights(TlbEntry entry) {
        return Pte.rights(entry.second(), 0);
    }

    /** The number of the first frame that an entry leads to; clipped to RAM. */
    static int first(Surroundings system, TlbEntry entry) {
        return Math.clamp((entry.frame() - system.memory().base()) >> Pte.PAGE_SHIFT, 0, system.frames());
    }

    /** The number after that of the last frame that an entry leads to; clipped to RAM. */
    static int end(Surroundings system, TlbEntry entry) {
        long first = (entry.frame() - system.memory().base()) >> Pte.PAGE_SHIFT;
        long length = 1L << Math.max(0, Math.min(entry.shift(), Long.SIZE - 2) - Pte.PAGE_SHIFT);
        return Math.clamp(first + length, 0, system.frames());
    }
}

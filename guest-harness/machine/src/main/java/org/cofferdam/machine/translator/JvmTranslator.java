package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.ExecutedCode.Stretch;
import org.cofferdam.machine.hart.TranslatedRegion;
import org.cofferdam.machine.hart.TranslationCounts;
import org.cofferdam.machine.hart.Translator;
import org.cofferdam.machine.isa.InstructionSet;

/** Decides when code is translated: on a thread beside, or at once. */
public final class JvmTranslator implements Translator {

    /** How often a block is interpreted before it is translated quickly. */
    private static final int SOON = 1024;

    /** The same where the JVM's compilers take no orders, and translations are thorough from the first. */
    private static final int LATE = 8192;

    /** A block that is inside a region already must be interpreted so many times more before it is translated again. */
    private static final int INSIDE = 64;

    /** Instructions in regions at most: else a guest that makes code for ever would fill the host's memory with classes. */
    private static final int MOST = 500_000;

    private final int threshold;
    private final RegionMaker maker;

    /** Null if translations are made at once. */
    private final TranslationQueue queue;

    /** What has been done: regions, thorough ones, those made whole, instructions, bytes, stale ones, how often all were given up. */
    private long regions;

    private long thorough;
    private long whole;
    private long translated;
    private long bytes;
    private long stale;
    private long emptied;

    /** Instructions in regions since all were given up last. */
    private long present;

    /** Translates what is executed often, as these instructions. */
    public JvmTranslator(InstructionSet instructions) {
        this(
                instructions,
                Integer.getInteger("cofferdam.threshold", JvmCompilers.present().isPresent() ? SOON : LATE),
                Boolean.getBoolean("cofferdam.translate.atonce"));
    }

    /**
     * @param threshold how often a block is interpreted first, a multiple of 16
     * @param atOnce whether the hart waits for a translation, so that the next execution uses it
     */
    JvmTranslator(InstructionSet instructions, int threshold, boolean atOnce) {
        this.threshold = threshold;
        maker = new RegionMaker(instructions);
        queue = atOnce ? null : new TranslationQueue(maker, instructions);
        if (queue != null) {
            JvmCompilers.present().ifPresent(compilers -> queue.rehearse(instructions, compilers));
        }
    }

    /**
     * Translates what is executed often before it is executed again, so that what is translated when follows from the guest alone.
     *
     * @param threshold how often a block is interpreted first, a multiple of 16
     */
    public static JvmTranslator atOnce(InstructionSet instructions, int threshold) {
        return new JvmTranslator(instructions, threshold, true);
    }

    @Override
    public int threshold() {
        return threshold;
    }

    @Override
    public void hot(ExecutedCode code, long pc) {
        Stretch seed = code.at(pc);
        if (seed == null) {
            return;
        }
        boolean again = code.isInside(seed.physical(), true);
        if (!again || seed.heat() % (INSIDE * threshold) == 0) {
            translate(code, pc, first(), again);
        }
    }

    /** Which shape a translation has that is made of a block at first: in turns, where no compiler is waited for. */
    private Shape first() {
        if (queue == null) {
            return regions % 2 == 0 ? Shape.QUICK : Shape.THOROUGH;
        }
        return JvmCompilers.present().isPresent() ? Shape.QUICK : Shape.THOROUGH;
    }

    @Override
    public void lasts(ExecutedCode code, long pc) {
        Stretch seed = code.at(pc);
        if (seed == null) {
            return;
        }
        // A thorough one that is often left here is made once more, to be entered here.
        boolean again = code.isExit(seed.physical());
        if (again || !code.isInside(seed.physical(), false)) {
            translate(code, pc, Shape.THOROUGH, again);
        }
    }

    private void translate(ExecutedCode code, long pc, Shape shape, boolean again) {
        if (queue != null) {
            queue.request(code, pc, shape, again);
        } else {
            maker.make(code, pc, shape, (physical, as) -> code.isInside(physical, as == Shape.QUICK))
                    .ifPresent(made -> install(code, made));
        }
    }

    @Override
    public void misses(ExecutedCode code, TranslatedRegion region) {
        if (queue != null) {
            queue.requestWhole(code, region);
        } else {
            replace(maker.makeWhole(region));
        }
    }

    private void replace(RegionMaker.Made made) {
        made.region().replace(made.translation());
        whole++;
        bytes += made.bytes();
    }

    private void install(ExecutedCode code, RegionMaker.Made made) {
        if (present > MOST) {
            code.removeAll();
            present = 0;
            emptied++;
        }
        if (!code.install(made.region())) {
            stale++;
            return;
        }
        regions++;
        thorough += made.form().shape() == Shape.THOROUGH ? 1 : 0;
        translated += made.region().instructions();
        present += made.region().instructions();
        bytes += made.bytes();
    }

    @Override
    public void install() {
        if (queue != null) {
            for (Warming next = queue.next(); next != null; next = queue.next()) {
                if (next.made().form().shape() == Shape.WHOLE) {
                    replace(next.made());
                } else {
                    install(next.code(), next.made());
                }
            }
        }
    }

    @Override
    public TranslationCounts counts() {
        return new TranslationCounts(regions, thorough, whole, translated, bytes, stale, emptied);
    }
}

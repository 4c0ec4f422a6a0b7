package org.cofferdam.machine.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.ExecutedCode.Stretch;
import org.cofferdam.machine.hart.TranslatedRegion;
import org.cofferdam.machine.hart.Translation;
import org.cofferdam.machine.hart.Translator;
import org.cofferdam.machine.isa.InstructionSet;

/** Translates regions around hot blocks to hidden classes. */
public final class JvmTranslator implements Translator {

    /** The JVM's optimizing compiler refuses methods from 8,000 bytes on. */
    private static final int LONGEST_METHOD = 7_900;

    /** How often a block is interpreted first; a translation pays after some thousand executions. */
    private static final int THRESHOLD = Integer.getInteger("cofferdam.threshold", 1024);

    /** About so many instructions are translated together. */
    private static final int SIZE = 150;

    /** A block that is inside a region already must be interpreted so many times more before it is translated again. */
    private static final int INSIDE = 64;

    private final InstructionSet instructions;
    private final int threshold;
    private int regions;
    private int translated;

    /** Translates what is executed often, as these instructions. */
    public JvmTranslator(InstructionSet instructions) {
        this(instructions, THRESHOLD);
    }

    /** @param threshold how often a block is interpreted first, a multiple of 16 */
    JvmTranslator(InstructionSet instructions, int threshold) {
        this.instructions = instructions;
        this.threshold = threshold;
    }

    @Override
    public int threshold() {
        return threshold;
    }

    @Override
    public boolean hot(ExecutedCode code, long pc) {
        int size = SIZE;
        Stretch seed = code.at(pc);
        if (seed == null || (code.isInside(seed.physical()) && seed.heat() % (INSIDE * threshold) != 0)) {
            return false;
        }
        while (size > 0) {
            Optional<Region> formed = new RegionFormation(instructions, code, pc, size).form();
            if (formed.isEmpty()) {
                return false;
            }
            Region region = formed.get();
            Class<?> room = region.blocks()
                    .values()
                    .iterator()
                    .next()
                    .instructions()
                    .getFirst()
                    .encoding()
                    .definition()
                    .method()
                    .getDeclaringClass();
            RegionClass type = new RegionClass(region, room);
            byte[] bytes = type.write();
            if (bytes.length < LONGEST_METHOD) {
                code.install(define(region, type, bytes, room));
                regions++;
                translated += region.instructions();
                return true;
            }
            size = size * 2 / 3;
        }
        return false;
    }

    private static TranslatedRegion define(Region region, RegionClass type, byte[] bytes, Class<?> room) {
        try {
            MethodHandles.Lookup defined =
                    MethodHandles.privateLookupIn(room, MethodHandles.lookup()).defineHiddenClass(bytes, true);
            Translation translation =
                    (Translation) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
            Map<Long, Integer> paths = region.longestPaths();
            List<TranslatedRegion.Entry> entries = new ArrayList<>();
            for (long entry : region.entries()) {
                entries.add(new TranslatedRegion.Entry(
                        region.pageIndex(entry), (int) (entry - Region.pageOf(entry)), paths.get(entry)));
            }
            return new TranslatedRegion(
                    translation,
                    region.pages().entrySet().stream()
                            .map(page -> new TranslatedRegion.Page(page.getKey(), page.getValue()))
                            .toList(),
                    entries,
                    type.sites(),
                    region.addresses());
        } catch (Throwable failure) {
            throw new LinkageError("defining a region of " + region.instructions() + " instructions", failure);
        }
    }

    @Override
    public void install() {}

    /**
     * How much has been translated.
     *
     * @param regions how many
     * @param instructions in all of them
     */
    public record Statistics(int regions, int instructions) {}

    /** How much has been translated so far. */
    public Statistics statistics() {
        return new Statistics(regions, translated);
    }
}

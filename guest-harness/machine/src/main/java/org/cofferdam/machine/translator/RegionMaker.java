package org.cofferdam.machine.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Passage;
import org.cofferdam.machine.hart.TranslatedRegion;
import org.cofferdam.machine.hart.Translation;
import org.cofferdam.machine.isa.InstructionSet;

/** Forms the region around a hot block and has the JVM load its class, a hidden one. */
final class RegionMaker {

    /** The JVM's optimizing compiler refuses methods from 8,000 bytes on. */
    private static final int LONGEST_METHOD = 7_900;

    private final InstructionSet instructions;

    RegionMaker(InstructionSet instructions) {
        this.instructions = instructions;
    }

    /**
     * A translation.
     *
     * @param form what it was made of
     * @param region what can be installed
     * @param code the method that the JVM is to compile
     * @param bytes of its class
     */
    record Made(Region form, TranslatedRegion region, Method code, int bytes) {}

    /**
     * The translation around a block; empty if there is nothing to translate.
     *
     * @param shape what it is for
     * @param elsewhere what has been translated already
     */
    Optional<Made> make(ExecutedCode code, long pc, Shape shape, Translated elsewhere) {
        return make(code, pc, shape, shape.size(), elsewhere);
    }

    /** The same of about so many instructions at most. */
    Optional<Made> make(ExecutedCode code, long pc, Shape shape, int most, Translated elsewhere) {
        int size = most;
        while (size > 0) {
            Optional<Region> formed = new RegionFormation(instructions, code, pc, size, shape, elsewhere).form();
            if (formed.isEmpty()) {
                return Optional.empty();
            }
            Region region = formed.get();
            Class<?> room = room(region);
            RegionClass type = new RegionClass(region, room);
            byte[] bytes = type.write();
            if (bytes.length < LONGEST_METHOD) {
                return Optional.of(define(region, type, bytes, room));
            }
            size = size * 2 / 3;
        }
        return Optional.empty();
    }

    /** A class whose package the translation joins: instructions' methods are visible there only. */
    private static Class<?> room(Region region) {
        return region.blocks()
                .values()
                .iterator()
                .next()
                .instructions()
                .getFirst()
                .encoding()
                .definition()
                .method()
                .getDeclaringClass();
    }

    private static Made define(Region region, RegionClass type, byte[] bytes, Class<?> room) {
        try {
            MethodHandles.Lookup defined =
                    MethodHandles.privateLookupIn(room, MethodHandles.lookup()).defineHiddenClass(bytes, true);
            Translation translation =
                    (Translation) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
            Map<Long, Integer> paths = region.longestPaths();
            List<TranslatedRegion.Entry> entries = new ArrayList<>();
            for (long entry : region.entries()) {
                entries.add(new TranslatedRegion.Entry(region.pageIndex(entry), entry, paths.get(entry)));
            }
            TranslatedRegion translated = new TranslatedRegion(
                    translation,
                    region.shape() == Shape.QUICK,
                    region.pages().entrySet().stream()
                            .map(page -> new TranslatedRegion.Page(
                                    page.getKey(),
                                    page.getValue(),
                                    region.generations().get(page.getValue())))
                            .toList(),
                    entries,
                    type.sites(),
                    region.headers().stream()
                            .map(head -> region.blocks().get(head).physical())
                            .toList(),
                    region.addresses());
            Method code = defined.lookupClass().getMethod("run", Hart.class, Passage.class, long.class, int.class);
            return new Made(region, translated, code, bytes.length);
        } catch (Throwable failure) {
            throw new LinkageError("defining a region of " + region.instructions() + " instructions", failure);
        }
    }
}

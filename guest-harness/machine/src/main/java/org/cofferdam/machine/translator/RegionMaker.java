package org.cofferdam.machine.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
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
     * @param region what can be installed; if the form is {@link Shape#WHOLE}, what the translation is for
     * @param translation the code
     * @param code the method of it that the JVM is to compile
     * @param bytes of its class
     */
    record Made(Region form, TranslatedRegion region, Translation translation, Method code, int bytes) {}

    /** A region that remembers what it was made of. */
    private static final class FormedRegion extends TranslatedRegion {
        private final Region form;

        FormedRegion(Region form, Translation translation, List<Site> sites) {
            Map<Long, Integer> paths = form.longestPaths();
            super(
                    translation,
                    form.shape() == Shape.QUICK,
                    form.pages().entrySet().stream()
                            .map(page -> new Page(
                                    page.getKey(),
                                    page.getValue(),
                                    form.generations().get(page.getValue())))
                            .toList(),
                    form.entries().stream()
                            .map(entry -> new Entry(
                                    form.pageIndex(entry),
                                    entry,
                                    paths.get(entry),
                                    form.looping().contains(entry)))
                            .toList(),
                    sites,
                    form.headers().stream()
                            .map(head -> form.blocks().get(head).physical())
                            .toList(),
                    form.addresses());
            this.form = form;
        }
    }

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
            RegionClass type =
                    new RegionClass(region, room, shape == Shape.THOROUGH ? LeavingMethods.SHARED::of : Callee::of);
            byte[] bytes = type.write();
            if (bytes.length < LONGEST_METHOD) {
                Defined defined = define(region, bytes, room);
                return Optional.of(new Made(
                        region,
                        new FormedRegion(region, defined.translation, type.sites()),
                        defined.translation,
                        defined.code,
                        bytes.length));
            }
            size = size * 2 / 3;
        }
        return Optional.empty();
    }

    /** The translation of the same as a thorough one with its slow paths. */
    Made makeWhole(TranslatedRegion thorough) {
        Region form = ((FormedRegion) thorough).form.whole();
        Class<?> room = room(form);
        byte[] bytes = new RegionClass(form, room, Callee::of).write();
        Defined defined = define(form, bytes, room);
        return new Made(form, thorough, defined.translation, defined.code, bytes.length);
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

    private record Defined(Translation translation, Method code) {}

    private static Defined define(Region region, byte[] bytes, Class<?> room) {
        try {
            MethodHandles.Lookup defined =
                    MethodHandles.privateLookupIn(room, MethodHandles.lookup()).defineHiddenClass(bytes, true);
            return new Defined(
                    (Translation) defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
                            .invoke(),
                    defined.lookupClass().getMethod("run", Hart.class, Passage.class, long.class, int.class));
        } catch (Throwable failure) {
            throw new LinkageError("defining a region of " + region.instructions() + " instructions", failure);
        }
    }
}

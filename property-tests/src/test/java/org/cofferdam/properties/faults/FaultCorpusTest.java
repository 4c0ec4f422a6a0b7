package org.cofferdam.properties.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cofferdam.isolation.IsolationProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults fit the core and the machine as they are built now. */
final class FaultCorpusTest {
    @TempDir
    private Path folder;

    static Stream<Fault> faults() {
        return FaultCorpus.all().stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultChangesClassesAndLeavesThemSound(Fault fault) throws IOException {
        Map<String, byte[]> changed = FaultyClasses.make(fault, folder);
        for (Edit edit : fault.edits()) {
            assertFalse(
                    Arrays.equals(FaultyClasses.built(edit.className()), changed.get(edit.className())),
                    () -> edit.className() + " is as it was built");
        }
        for (Map.Entry<String, byte[]> entry : changed.entrySet()) {
            assertEquals(List.of(), ClassFile.of().verify(entry.getValue()), entry::getKey);
            Path file = folder.resolve(Built.moduleOf(entry.getKey()).module)
                    .resolve(entry.getKey().replace('.', '/') + ".class");
            assertTrue(Arrays.equals(entry.getValue(), Files.readAllBytes(file)), file::toString);
        }
    }

    @Test
    void aFaultThatFindsNothingToChangeIsRefused() {
        Fault outdated = new Fault(
                "X",
                "nothing",
                "nothing",
                Set.of(1),
                List.of(Edits.redirect("Grants", "offer", "noSuchCall", 0, "void f() {}")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FaultyClasses.make(outdated, folder))
                .getMessage()
                .startsWith("fault X does not fit"));
    }

    @Test
    void aReplacementThatDoesNotCompileIsRefusedWithTheCompilersWords() {
        Fault wrong = new Fault(
                "X",
                "nothing",
                "nothing",
                Set.of(1),
                List.of(Edits.redirect("frames.FrameTable", "free", "zero", 0, "void f() { return 1; }")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FaultyClasses.make(wrong, folder))
                .getMessage()
                .contains("unexpected return value"));
    }

    @Test
    void namesAreUniqueAndPropertiesExist() {
        Set<String> ids = new HashSet<>();
        for (Fault fault : FaultCorpus.all()) {
            assertTrue(ids.add(fault.id()), fault::id);
            for (int property : fault.properties()) {
                assertTrue(property >= 1 && property <= IsolationProperty.values().length, fault::id);
            }
        }
    }
}

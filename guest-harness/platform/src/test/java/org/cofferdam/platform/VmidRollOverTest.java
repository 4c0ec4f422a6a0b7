package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More partitions than VMIDs: generations end all the time, under the oracle, and what a core would do wrong then is told. */
class VmidRollOverTest {
    @TempDir
    private Path folder;

    private String faulty(String source, String from, String to) throws Exception {
        return FaultyCore.run(folder, source, from, to, RollingOver.class);
    }

    private static void assertTold(String story, String... parts) {
        for (String part : parts) {
            assertTrue(story.startsWith("ISOLATION BROKEN") && story.contains(part), () -> "no " + part + ": " + story);
        }
    }

    @Test
    void aGenerationEndsAndNobodyNotices() {
        assertEquals("", new RollingOver().call());
    }

    @Test
    void aGenerationThatBeginsWithoutAFenceShows() throws Exception {
        String story = faulty(
                "AddressSpace.java",
                "translators.harts.forEach(hart -> hart.hfenceGvma(HartPort.ALL, HartPort.ALL));",
                "");
        assertTold(story, "in a new generation", "tlb(hart 0");
    }

    @Test
    void aGenerationThatIsFencedOnOneHartAloneShows() throws Exception {
        String story = faulty(
                "AddressSpace.java",
                "translators.harts.forEach(hart -> hart.hfenceGvma(HartPort.ALL, HartPort.ALL));",
                "translators.harts.getFirst().hfenceGvma(HartPort.ALL, HartPort.ALL);");
        assertTold(story, "in a new generation", "tlb(hart 1");
    }

    @Test
    void aVmidThatAnotherHartIsUsingAndIsGivenAwayShows() throws Exception {
        assertTold(faulty("translation/Vmids.java", "                used.set(kept.vmid);\n", ""), "core.dispatch");
    }

    @Test
    void aTagOfAGenerationBeforeThatIsUsedOnShows() throws Exception {
        assertTold(
                faulty("translation/Vmids.java", "return tag.generation == generation;", "return tag.generation > 0;"),
                "core.dispatch");
    }
}

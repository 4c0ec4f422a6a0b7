package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle says nothing of the core as it is, and tells of each fault that is put into it, at the call in which it happens. */
class OracleTest {
    @TempDir
    private Path folder;

    private String faulty(String source, String from, String to) throws Exception {
        return FaultyCore.run(folder, source, from, to, GrantingPair.class);
    }

    private static void assertTold(String story, String... parts) {
        assertTrue(story.startsWith("ISOLATION BROKEN"), () -> "nothing was found: " + story);
        for (String part : parts) {
            assertTrue(story.contains(part), () -> "no \"" + part + "\" in: " + story);
        }
    }

    @Test
    void theCoreIsAsSpecified() {
        assertEquals("", new GrantingPair().call());
    }

    @Test
    void theCoreIsAsSpecifiedWhereOnlySomeTrapsAreChecked() {
        assertEquals("", new GrantingPair(100).call());
    }

    @Test
    void whatIsKeptUpToDateAgreesWithALookAtEverything() {
        GrantingPair pair = new GrantingPair();
        pair.start();
        Random random = new Random(1);
        for (int look = 0; look < 100; look++) {
            pair.machine.run(pair.machine.cycle() + random.nextInt(40_000));
            pair.machine.lookAtEverything();
        }
    }

    @Test
    void aFenceThatIsLeftOutLeavesAStaleTranslation() throws Exception {
        String story = faulty("Grants.java", "borrower.space.forget(grant.acceptedAt, grant.size());", "");
        assertTold(
                story,
                "partition 1 called GRANT_RETURN",
                "hypercall.GRANT_RETURN (gives borrowed pages back)",
                "tlb(hart 0");
    }

    @Test
    void aFrameThatIsNotScrubbedShows() throws Exception {
        String story = faulty(
                "frames/FrameTable.java",
                "        memory.zero(address(frame), FRAME);\n        states",
                "        states");
        assertTold(
                story,
                "called destroy for partition 0",
                "control.destroy (takes a partition apart, in steps), of partition 0",
                "every byte of frame 0x",
                "must be zero");
    }

    @Test
    void aPageThatIsLentUnwipedShows() throws Exception {
        String story = faulty("Grants.java", "memory.zero(grant.frames[grant.wiped], PAGE);", "");
        assertTold(story, "partition 1 called GRANT_ACCEPT", "every byte of frame 0x", "must be zero");
    }

    @Test
    void aRightThatNobodyGrantedShows() throws Exception {
        String story = faulty("Grants.java", "grant.frames[i], grant.rights, 0", "grant.frames[i], grant.ownRights, 0");
        assertTold(
                story,
                "partition 1 called GRANT_ACCEPT",
                "mapped(partition 1, frame 0x",
                "write) should not be so and is");
    }

    @Test
    void aChargeThatIsLostShows() throws Exception {
        String story = faulty("frames/FrameTable.java", "        next.used++;\n", "");
        assertTold(story, "partition 0 called GRANT_SHARE", "partition 0 is charged for", "frames, and has");
    }
}

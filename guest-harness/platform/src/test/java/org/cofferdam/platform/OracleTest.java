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

    private String faultyWhileTalking(String source, String from, String to) throws Exception {
        return FaultyCore.run(folder, source, from, to, TalkingPair.class);
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
        assertEquals("", new TalkingPair().call());
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

    @Test
    void aCsrThatIsNotSwitchedShows() throws Exception {
        String story = faultyWhileTalking("SwitchedCsr.java", "    VSSCRATCH(Csr.VSSCRATCH, 0),\n", "");
        assertTold(story, "core.dispatch", "in vsscratch", "what was there before the switch");
    }

    @Test
    void aRegisterThatIsNotLoadedShows() throws Exception {
        String story = faultyWhileTalking(
                "VirtualHart.java",
                "            port.x(i, x[i]);\n",
                "            port.x(i, i == 31 ? port.x(i) : x[i]);\n");
        assertTold(story, "core.dispatch", "partition 1 begins with 0x1111 in x31: what was there before the switch");
    }

    @Test
    void aFloatingPointRegisterThatIsNotSavedShows() throws Exception {
        String story = faultyWhileTalking("VirtualHart.java", "            f[i] = port.f(i);\n", "");
        assertTold(story, "core.dispatch", "had 0x1111 in f5, and has 0x0");
    }

    @Test
    void aCallThatChangesMoreThanItsResultShows() throws Exception {
        String story = faultyWhileTalking(
                "SbiRequest.java",
                "        port().x(A0 + 1, result.value());\n",
                "        port().x(A0 + 1, result.value());\n        port().x(A0 + 2, 0);\n");
        assertTold(
                story,
                "partition 1 made SBI call 0x48534d",
                "virtual hart 0 of partition 1 had 0x7 in x12, and has 0x0");
    }

    @Test
    void aMessageInAnotherQueueShows() throws Exception {
        String story = faultyWhileTalking(
                "Ports.java",
                "        port.messages.addLast(message);\n",
                "        of(sender, request.argument(0) ^ 1).messages.addLast(message);\n");
        assertTold(
                story,
                "partition 0 called PORT_SEND",
                "waiting(port 0) should not be so and is",
                "waiting(port 1) should be so and is not");
    }

    @Test
    void aRightThatIsWrittenDownWrongShowsBeforeAnybodyUsesIt() throws Exception {
        String story = faulty(
                "Grants.java",
                "new Grant(kind, granter, borrower, rights, ownRights,",
                "new Grant(kind, granter, borrower, ownRights, ownRights,");
        assertTold(
                story,
                "partition 0 called GRANT_SHARE",
                "allowed(grant 0 of partition 0, write) should not be so and is");
    }

    @Test
    void aDoorbellThatIsNotTheOneRungShows() throws Exception {
        String story = faultyWhileTalking(
                "Doorbells.java", "ring(partitions.at(bell.to()), bell.bit());", "ring(partitions.at(bell.to()), 3);");
        assertTold(
                story, "partition 0 called DOORBELL_RING", "the bit of doorbell 0 is clear, and in the core it is set");
    }

    @Test
    void aFrameOfWhichTheCoreSaysSomethingElseInNoCallShows() throws Exception {
        String story = faulty("frames/FrameTable.java", "    public FrameState at(long address) {\n", """
                    private int looks;

                    public FrameState at(long address) {
                        if (states[frame(address)] instanceof FrameState.Memory && ++looks > 600) {
                            return FREE;
                        }
                """);
        assertTold(story, "own(frame 0x", "and is nobody: whose account it is charged to");
    }
}

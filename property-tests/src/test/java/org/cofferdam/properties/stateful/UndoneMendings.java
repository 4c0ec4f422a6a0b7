package org.cofferdam.properties.stateful;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.properties.faults.Edit;

/** By name of a replay folder, how the defect is put back into the classes as they are built now. */
final class UndoneMendings {
    private static final String GRANTS = "org.cofferdam.microkernel.Grants";

    private UndoneMendings() {}

    static Map<String, List<Edit>> all() {
        Map<String, List<Edit>> all = new LinkedHashMap<>();
        all.put("reclaim-without-room", List.of(new Edit.Body(GRANTS, "reclaim", """
                SbiReturn reclaim(Grants self, Partition granter, long number) {
                    Grant grant = number >= 0 && number < 64 ? granter.grants[(int) number] : null;
                    if (grant == null) {
                        return SbiReturn.INVALID_PARAMETER;
                    }
                    if (grant.borrower.borrowed.contains(grant)) {
                        self.takeAway(grant);
                    }
                    if (grant.kind == GrantKind.LEND
                            && granter.space.table.tablesMissing(grant.base, grant.size()) > granter.account.room()) {
                        return SbiReturn.NO_MEMORY;
                    }
                    throw new IllegalStateException("the trace comes no further");
                }""")));
        all.put("loan-that-nobody-accepted", List.of(new Edit.Redirect(GRANTS, "reclaim", "wipe", 0, """
                boolean wipe(Grants self, Grant grant) {
                    return grant.acceptedAt == 0 || self.wipe(grant);
                }""")));
        all.put(
                "balloon-under-the-oracle",
                List.of(new Edit.Redirect("org.cofferdam.platform.oracle.Oracle", "outside", "refresh", 2, """
                void refresh(Observation self, boolean all) {}""")));
        all.put(
                "canaries-in-a-shared-region",
                List.of(new Edit.Redirect(
                        "org.cofferdam.platform.PartitionedMachine", "plantCanaries", "plant", 0, """
                void plant(org.cofferdam.machine.memory.PhysicalMemory ram, java.util.function.LongPredicate free) {
                    Canaries.plant(ram, _ -> true);
                }""")));
        all.put(
                "grant-to-one-that-is-gone",
                List.of(new Edit.Body("org.cofferdam.microkernel.Inspection", "number", """
                int number(Inspection self, Partition partition) {
                    return partition.number;
                }""")));
        all.put(
                "bell-of-one-that-is-gone",
                List.of(new Edit.Redirect("org.cofferdam.platform.oracle.CoreRecords", "bell", "isEmpty", 1, """
                boolean isEmpty(java.util.Optional<?> account) {
                    return false;
                }""")));
        all.put(
                "fault-of-one-that-was-stopped",
                List.of(new Edit.Redirect("org.cofferdam.microkernel.Exits", "handle", "isRunning", 0, """
                boolean isRunning(Partition self) {
                    return true;
                }""")));
        all.put(
                "signal-of-a-system-failure",
                List.of(new Edit.Redirect("org.cofferdam.platform.oracle.Environment", "signals", "first", 0, """
                void first(Plan self, String action, String outcome, Integer[] parameters) {
                    self.act(action, outcome, parameters);
                }""")));
        all.put(
                "look-between-two-calls",
                List.of(
                        new Edit.Redirect("org.cofferdam.platform.oracle.Oracle", "lookAtEverything", "mark", 0, """
                void mark(Observation self) {}"""),
                        new Edit.Redirect(
                                "org.cofferdam.platform.oracle.Oracle", "lookAtEverything", "release", 0, """
                void release(Observation self) {}""")));
        all.put(
                "suspend-that-a-device-ends",
                List.of(new Edit.Redirect("org.cofferdam.properties.stateful.Model", "called", "empty", 0, """
                java.util.Optional<?> empty() {
                    return java.util.Optional.of("a call should return");
                }""")));
        return all;
    }
}

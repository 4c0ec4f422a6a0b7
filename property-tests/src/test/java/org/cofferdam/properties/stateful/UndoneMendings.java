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
        return all;
    }
}

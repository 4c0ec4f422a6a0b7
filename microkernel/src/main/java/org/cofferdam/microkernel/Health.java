package org.cofferdam.microkernel;

/** The health monitor: counts the faults of a partition, notes the first of each kind, and does what its specification says. */
final class Health {
    private final Dispatcher dispatcher;
    private final Doorbells doorbells;
    private final AuditTrail audit;

    Health(Dispatcher dispatcher, Doorbells doorbells, AuditTrail audit) {
        this.dispatcher = dispatcher;
        this.doorbells = doorbells;
        this.audit = audit;
    }

    /** A fault of a running partition, which stops for this reason if it is to stop. */
    void fault(Partition partition, FaultKind kind, StopReason reason) {
        // A guest that faults on and on fills its counter, and not the trail that tells what became of it.
        if (partition.faults.merge(kind, 1L, Long::sum) == 1) {
            audit.add(partition.number, new AuditRecord.Faulted(kind));
        }
        switch (partition.spec.actionFor(kind)) {
            case FaultAction.Ignore() -> {}
            case FaultAction.Stop() -> dispatcher.stop(partition, reason);
            case FaultAction.Suspend() -> dispatcher.pause(partition);
            case FaultAction.Restart() -> {
                partition.restartAsked = true;
                dispatcher.stop(partition, reason);
            }
            case FaultAction.Signal(int doorbell) -> doorbells.ring(partition, doorbell);
        }
    }
}

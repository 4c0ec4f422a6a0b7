package org.cofferdam.microkernel;

import java.util.ArrayDeque;
import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** The last events, in a queue that forgets the oldest. */
final class AuditTrail {
    static final int CAPACITY = 1024;

    private final ArrayDeque<AuditRecord> records = new ArrayDeque<>(CAPACITY);
    private final HartPort clock;
    private long sequence;

    AuditTrail(HartPort clock) {
        this.clock = clock;
    }

    void add(int partition, AuditRecord.Event event) {
        if (records.size() == CAPACITY) {
            records.removeFirst();
        }
        records.addLast(new AuditRecord(sequence++, clock.csr(Csr.TIME), partition, event));
    }

    List<AuditRecord> records() {
        return List.copyOf(records);
    }
}

package org.cofferdam.microkernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * The last events of each partition, in queues that forget the oldest: what one partition does cannot push out what
 * another has done. Calls about numbers that no partition can have share one more queue.
 */
final class AuditTrail {
    static final int CAPACITY = 128;
    private static final int NO_PARTITION = -1;

    private final SortedMap<Integer, ArrayDeque<AuditRecord>> records = new TreeMap<>();
    private final HartPort clock;
    private final int partitions;
    private long sequence;

    AuditTrail(HartPort clock, int partitions) {
        this.clock = clock;
        this.partitions = partitions;
    }

    void add(int partition, AuditRecord.Event event) {
        int queue = partition >= 0 && partition < partitions ? partition : NO_PARTITION;
        ArrayDeque<AuditRecord> own = records.computeIfAbsent(queue, _ -> new ArrayDeque<>());
        if (own.size() == CAPACITY) {
            own.removeFirst();
        }
        own.addLast(new AuditRecord(sequence++, clock.csr(Csr.TIME), partition, event));
    }

    List<AuditRecord> records() {
        List<AuditRecord> all = new ArrayList<>();
        records.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(AuditRecord::sequence));
        return List.copyOf(all);
    }
}

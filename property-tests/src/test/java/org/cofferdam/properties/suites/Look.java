package org.cofferdam.properties.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.platform.Probe;
import org.cofferdam.properties.stateful.World;

/** A system as it is seen from outside at one instant. */
final class Look {
    private static final byte[] ZEROS = new byte[(int) Walk.PAGE];

    /** By partition number. */
    final List<Walk> walks = new ArrayList<>();

    final List<Optional<PartitionInfo>> infos = new ArrayList<>();
    /** By partition number: registers of each of its virtual harts. */
    final List<List<long[]>> registers = new ArrayList<>();

    /** By machine-physical address a digest of what lies there. */
    final SortedMap<Long, Long> digests = new TreeMap<>();

    final SortedSet<Long> zeros = new TreeSet<>();
    final Probe probe;
    final int partitions;

    Look(World world) {
        PartitionedMachine machine = world.machine();
        probe = machine.probe();
        partitions = world.stage().guests().size();
        for (int partition = 0; partition < partitions; partition++) {
            walks.add(new Walk(probe, probe.tables(partition)));
            infos.add(machine.control().query(partition));
            List<long[]> harts = new ArrayList<>();
            for (int hart = 0; machine.registers(partition, hart).isPresent(); hart++) {
                harts.add(machine.registers(partition, hart).get());
            }
            registers.add(harts);
        }
        for (int frame = 0; frame < machine.frames(); frame++) {
            long address = PartitionedMachine.BASE + frame * Walk.PAGE;
            byte[] page = probe.page(address);
            CRC32C digest = new CRC32C();
            digest.update(page);
            digests.put(address, digest.getValue());
            if (Arrays.equals(page, ZEROS)) {
                zeros.add(address);
            }
        }
    }

    boolean is(int partition, PartitionState state) {
        return infos.get(partition)
                .map(PartitionInfo::state)
                .filter(state::equals)
                .isPresent();
    }

    /** Whether some partition is being taken apart: then frames are in between. */
    boolean isInBetween() {
        for (int partition = 0; partition < partitions; partition++) {
            if (is(partition, PartitionState.DESTROYING)) {
                return true;
            }
        }
        return false;
    }

    /** The frame of the page that a partition has its code and mailboxes in; 0 if it has none. */
    long firstFrame(int partition) {
        Walk.Page page = walks.get(partition).pages().get(MemoryRegion.DEFAULT_BASE);
        return page == null ? 0 : page.physical();
    }

    /** Frames that lie otherwise than at another look. */
    SortedSet<Long> changedSince(Look before) {
        SortedSet<Long> changed = new TreeSet<>();
        digests.forEach((address, digest) -> {
            if (!digest.equals(before.digests.get(address))) {
                changed.add(address);
            }
        });
        return changed;
    }
}

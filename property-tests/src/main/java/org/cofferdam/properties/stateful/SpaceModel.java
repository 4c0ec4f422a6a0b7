package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.microkernel.GrantKind;
import org.cofferdam.microkernel.MemoryRegion;

/** What a partition has mapped, and what it has granted, as the model has it. */
final class SpaceModel {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    /** A guest-physical page. */
    record Mapping(Backing backing, int rights) {}

    final int number;
    final int generation;
    final Stage.Guest guest;
    final SortedMap<Long, Mapping> pages = new TreeMap<>();
    /** By number of the grant. */
    final SortedMap<Long, GrantModel> grants = new TreeMap<>();

    final List<GrantModel> borrowed = new ArrayList<>();
    private final Map<Long, Integer> regionPages = new LinkedHashMap<>();

    /**
     * A partition that has just been made.
     *
     * @param generation how many have had its number before
     */
    SpaceModel(int number, int generation, Stage.Guest guest) {
        this.number = number;
        this.generation = generation;
        this.guest = guest;
        for (MemoryRegion region : guest.spec().memory()) {
            for (long offset = 0; offset < region.size(); offset += Stage.PAGE) {
                pages.put(
                        region.base() + offset,
                        new Mapping(new Backing(number), region.rights().bits()));
                regionPages.put(region.base() + offset, region.rights().bits());
            }
        }
        pages.get(MemoryRegion.DEFAULT_BASE).backing.forget();
    }

    /** Whether a page lies in a region that the partition was made with, and with which rights; 0 if not. */
    int regionRights(long page) {
        return regionPages.getOrDefault(page, 0);
    }

    /** Whether pages lie in one and the same region. */
    boolean inOneRegion(long address, long count) {
        return guest.spec().memory().stream()
                .anyMatch(region ->
                        address >= region.base() && address - region.base() + count * Stage.PAGE <= region.size());
    }

    Mapping at(long address) {
        return pages.get(address & -Stage.PAGE);
    }

    /** Whether all of a range may be accessed. */
    boolean allows(long address, long length, int rights) {
        if (address < 0 || length < 0 || address > guest.mode().limit() - length) {
            return false;
        }
        long last = address + Math.max(length, 1) - 1;
        for (long page = address & -Stage.PAGE; page <= last; page += Stage.PAGE) {
            Mapping mapping = pages.get(page);
            if (mapping == null || (mapping.rights & rights) != rights) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing of the partition is there. */
    boolean isVacant(long address, long count, boolean hasDisk) {
        long size = count * Stage.PAGE;
        if (address < 0 || address > guest.mode().limit() - size) {
            return false;
        }
        boolean free = !overlaps(address, size, Stage.DEVICE, Stage.PAGE)
                && !(hasDisk && overlaps(address, size, Stage.DISK, Stage.PAGE));
        for (GrantModel grant : grants.values()) {
            boolean away = grant.kind == GrantKind.LEND;
            free &= !(away && overlaps(address, size, grant.base, grant.size()));
        }
        for (long page = address; page < address + size; page += Stage.PAGE) {
            free &= !pages.containsKey(page);
        }
        return free;
    }

    static boolean overlaps(long one, long size, long other, long otherSize) {
        return one < other + otherSize && other < one + size;
    }
}

package org.cofferdam.machine.iommu;

import static org.cofferdam.machine.iommu.IommuSoftware.ALL;
import static org.cofferdam.machine.iommu.IommuSoftware.ONE_LEVEL;
import static org.cofferdam.machine.iommu.IommuSoftware.RAM;
import static org.cofferdam.machine.iommu.IommuSoftware.SV39X4;
import static org.cofferdam.machine.iommu.IommuSoftware.W;
import static org.cofferdam.machine.iommu.IommuSoftware.contextAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cofferdam.machine.hart.TlbEntry;
import org.junit.jupiter.api.Test;

/** The caches keep what they hold until a command names it, and commands name what the specification says, no less and no more. */
class CacheTest {
    private static final int DEVICE = 1;
    private static final int OTHER = 2;
    private static final long ADDRESS = 0x5000;
    private static final long OLD = RAM + 0x8000;
    private static final long NEW = RAM + 0x9000;
    private static final int G = 32;

    private static final long VMA = 0x001;
    private static final long GVMA = 0x081;
    private static final long AV = 1 << 10;
    private static final long PSCV = 1L << 32;
    private static final long GV = 1L << 33;

    private final IommuSoftware software = new IommuSoftware().queues().directory(ONE_LEVEL);

    CacheTest() {
        software.memory.storeByte(OLD, (byte) 1);
        software.memory.storeByte(NEW, (byte) 2);
        build();
    }

    private static long page(long address) {
        return address >>> 12 << 10;
    }

    @Test
    void aTranslationIsUsedUntilItIsInvalidated() {
        long root = software.guest(DEVICE, 7);
        long leaf = software.map(root, ADDRESS, OLD, ALL);
        assertEquals(1, software.read(DEVICE, ADDRESS));
        software.memory.storeDouble(leaf, 0);
        assertEquals(1, software.read(DEVICE, ADDRESS), "stale");
        assertTrue(software.write(DEVICE, ADDRESS, 9), "stale");
        assertEquals(9, software.memory.loadByte(OLD));
        software.forgetGuestPage(8, ADDRESS);
        software.forgetGuestPage(7, ADDRESS + 0x1000);
        assertEquals(9, software.read(DEVICE, ADDRESS), "the wrong guest, the wrong page");
        software.forgetGuestPage(7, ADDRESS);
        assertEquals(21, software.readFault(DEVICE, ADDRESS));
        assertTrue(software.iommu.cachedTranslations().isEmpty());
    }

    @Test
    void aPermissionThatWasTakenIsStillThereAndOneThatWasGivenIsSeen() {
        long root = software.guest(DEVICE, 7);
        software.map(root, ADDRESS, OLD, ALL);
        assertTrue(software.write(DEVICE, ADDRESS, 3));
        software.map(root, ADDRESS, OLD, ALL & ~W);
        assertTrue(software.write(DEVICE, ADDRESS, 4));
        software.forgetGuestPage(7, ADDRESS);
        assertEquals(23, software.writeFault(DEVICE, ADDRESS));
        assertEquals(4, software.read(DEVICE, ADDRESS));
        software.map(root, ADDRESS, OLD, ALL);
        assertTrue(software.write(DEVICE, ADDRESS, 5), "tables are asked before a refusal");
    }

    @Test
    void aContextIsUsedUntilItIsInvalidated() {
        long root = software.guest(DEVICE, 7);
        software.map(root, ADDRESS, OLD, ALL);
        assertEquals(1, software.read(DEVICE, ADDRESS));
        assertEquals(Set.of(DEVICE), software.iommu.cachedContexts().keySet());
        assertEquals(7, software.iommu.cachedContexts().get(DEVICE).guest());
        long other = software.guest(DEVICE, 8);
        software.map(other, ADDRESS, NEW, ALL);
        assertEquals(1, software.read(DEVICE, ADDRESS), "stale");
        software.command(0x003 | GV | (long) OTHER << 40, 0);
        software.command(GVMA, 0);
        assertEquals(1, software.read(DEVICE, ADDRESS), "another device; translations, not contexts");
        software.command(0x003 | GV | (long) DEVICE << 40, 0);
        assertTrue(software.iommu.cachedContexts().isEmpty());
        assertEquals(2, software.read(DEVICE, ADDRESS));
        software.memory.storeDouble(contextAt(DEVICE), 0);
        software.directory(0).directory(ONE_LEVEL);
        assertEquals(2, software.read(DEVICE, ADDRESS), "switching off and on removes nothing");
        software.command(0x003, 0);
        assertEquals(258, software.readFault(DEVICE, ADDRESS));
    }

    @Test
    void invalidatingAContextLeavesTranslations() {
        long root = software.guest(DEVICE, 7);
        long leaf = software.map(root, ADDRESS, OLD, ALL);
        software.read(DEVICE, ADDRESS);
        software.memory.storeDouble(leaf, 0);
        software.command(0x003, 0);
        assertEquals(1, software.read(DEVICE, ADDRESS), "stale, under a context that was read anew");
    }

    @Test
    void devicesOfOneGuestShareTranslations() {
        long root = software.guest(DEVICE, 7);
        software.context(contextAt(OTHER), 1, SV39X4 << 60 | 7L << 44 | root >>> 12, 0, 0);
        long leaf = software.map(root, ADDRESS, OLD, ALL);
        software.read(DEVICE, ADDRESS);
        software.memory.storeDouble(leaf, 0);
        assertEquals(1, software.read(OTHER, ADDRESS));
    }

    @Test
    void faultsAreNotCached() {
        long root = software.guest(DEVICE, 7);
        software.memory.storeDouble(contextAt(DEVICE), 0);
        assertEquals(258, software.readFault(DEVICE, ADDRESS));
        software.memory.storeDouble(contextAt(DEVICE), 1);
        assertEquals(21, software.readFault(DEVICE, ADDRESS));
        software.map(root, ADDRESS, OLD, ALL);
        assertEquals(1, software.read(DEVICE, ADDRESS));
    }

    @Test
    void atMost64ContextsAreCachedAndTheOldestGoes() {
        for (int device = 0; device < 65; device++) {
            software.context(contextAt(device), 1, 0, 0, 0);
            software.read(device, OLD);
        }
        assertEquals(64, software.iommu.cachedContexts().size());
        assertFalse(software.iommu.cachedContexts().containsKey(0));
    }

    /** A kind of space with its letter; 0 stands for no second stage, or no first. */
    private record Space(char letter, int guest, int process, boolean global) {
        long address() {
            return ((long) letter << 12) + 0x100_0000;
        }
    }

    private static final int FIRST_IN_SPACES = 100;

    private static final List<Space> SPACES = List.of(
            new Space('h', 0, 3, false),
            new Space('i', 0, 4, false),
            new Space('j', 0, 3, true),
            new Space('g', 7, 0, false),
            new Space('a', 7, 3, false),
            new Space('b', 7, 4, false),
            new Space('c', 7, 3, true),
            new Space('x', 8, 0, false),
            new Space('y', 8, 3, false));

    /** Builds the spaces, each with one page, for devices from {@link #FIRST_IN_SPACES}. */
    private void build() {
        long first = software.pages(1);
        int device = FIRST_IN_SPACES;
        for (Space space : SPACES) {
            long address = space.address();
            long root = space.process != 0 ? software.pages(1) : 0;
            long second = space.guest != 0 ? software.pages(4) : 0;
            if (space.process != 0) {
                software.map(
                        root, address, space.guest != 0 ? address + 0x100_0000 : first, space.global ? ALL | G : ALL);
            }
            if (space.guest != 0) {
                software.map(second, space.process != 0 ? address + 0x100_0000 : address, first, ALL);
                software.memory.storeDouble(second + 2 * 8, 0x8000_0000L >>> 2 | ALL);
            }
            software.context(
                    contextAt(device),
                    1,
                    space.guest == 0 ? 0 : SV39X4 << 60 | (long) space.guest << 44 | second >>> 12,
                    (long) space.process << 12,
                    space.process == 0 ? 0 : SV39X4 << 60 | root >>> 12);
            device++;
        }
    }

    private void translateAll() {
        int device = FIRST_IN_SPACES;
        for (Space space : SPACES) {
            assertEquals(0, software.read(device, space.address()));
            device++;
        }
    }

    /** The letters of the pages that are left after a command. */
    private String leftBy(long low, long high) {
        software.command(VMA, 0);
        software.command(GVMA, 0);
        assertTrue(software.iommu.cachedTranslations().isEmpty());
        translateAll();
        assertEquals("abcghijxy", letters());
        software.command(low, high);
        return letters();
    }

    private String letters() {
        Set<String> letters = new TreeSet<>();
        for (TlbEntry entry : software.iommu.cachedTranslations()) {
            letters.add(String.valueOf((char) ((entry.page() - 0x100_0000) >>> 12)));
        }
        return String.join("", letters);
    }

    private static long at(char letter) {
        return page(((long) letter << 12) + 0x100_0000);
    }

    private static long guest(int number) {
        return GV | (long) number << 44;
    }

    private static long process(int number) {
        return PSCV | (long) number << 12;
    }

    @Test
    void firstStageInvalidationsOfTheHost() {
        assertEquals("abcgxy", leftBy(VMA, 0));
        assertEquals("abcgijxy", leftBy(VMA | process(3), 0));
        assertEquals("abcghijxy", leftBy(VMA | process(5), 0));
        assertEquals("abcgijxy", leftBy(VMA | AV, at('h')));
        assertEquals("abcghixy", leftBy(VMA | AV, at('j')));
        assertEquals("abcghijxy", leftBy(VMA | AV, at('a')), "a guest's");
        assertEquals("abcghijxy", leftBy(VMA | AV | process(4), at('h')));
        assertEquals("abcgijxy", leftBy(VMA | AV | process(3), at('h')));
        assertEquals("abcghijxy", leftBy(VMA | AV | process(3), at('j')), "global");
    }

    @Test
    void firstStageInvalidationsOfAGuest() {
        assertEquals("ghijxy", leftBy(VMA | guest(7), 0));
        assertEquals("bcghijxy", leftBy(VMA | guest(7) | process(3), 0));
        assertEquals("abcghijx", leftBy(VMA | guest(8) | process(3), 0));
        assertEquals("abcghijxy", leftBy(VMA | guest(9), 0));
        assertEquals("bcghijxy", leftBy(VMA | guest(7) | AV, at('a')));
        assertEquals("abcghijxy", leftBy(VMA | guest(8) | AV, at('a')));
        assertEquals("abcghijxy", leftBy(VMA | guest(7) | AV | process(3), at('c')), "global");
        assertEquals("abcghijxy", leftBy(VMA | guest(7) | AV, at('g')), "has no first stage");
    }

    @Test
    void secondStageInvalidations() {
        assertEquals("hij", leftBy(GVMA, 0));
        assertEquals("hij", leftBy(GVMA | AV, at('g')), "the address counts only with a guest");
        assertEquals("hijxy", leftBy(GVMA | guest(7), 0));
        assertEquals("abchijxy", leftBy(GVMA | guest(7) | AV, at('g')));
        assertEquals("abcghijxy", leftBy(GVMA | guest(7) | AV, at('a')), "a is not its guest-physical address");
        assertEquals("bcghijxy", leftBy(GVMA | guest(7) | AV, at('a') + page(0x100_0000)));
        assertEquals("abcghijxy", leftBy(GVMA | guest(8) | AV, at('g')));
    }
}

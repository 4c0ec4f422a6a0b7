package org.cofferdam.machine.translator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Code that is translated together. Addresses are offsets from the anchor, the virtual address of a page's first byte, so
 * that the same code serves at every virtual address.
 *
 * @param shape what it is translated for
 * @param blocks in the order in which they are written, by offset
 * @param entries where it is entered, the hottest place first
 * @param headers blocks at which the instructions that are left are compared: one in every cycle
 * @param looping blocks that are part of a cycle
 * @param pages physical addresses, by distance from the anchor
 * @param generations of the pages, by physical address, before anything was read from them
 */
record Region(
        Shape shape,
        Map<Long, BasicBlock> blocks,
        List<Long> entries,
        List<Long> headers,
        Set<Long> looping,
        Map<Long, Long> pages,
        Map<Long, Integer> generations) {

    Region {
        entries = List.copyOf(entries);
        headers = List.copyOf(headers);
        looping = Set.copyOf(looping);
    }

    /** The same, to be translated with its slow paths. */
    Region whole() {
        return new Region(Shape.WHOLE, blocks, entries, headers, looping, pages, generations);
    }

    /** The page that an offset lies in, as a distance from the anchor. */
    static long pageOf(long offset) {
        return offset & -PhysicalMemory.PAGE;
    }

    /** The index of a page. */
    int pageIndex(long offset) {
        return List.copyOf(pages.keySet()).indexOf(pageOf(offset));
    }

    /** The physical address of each instruction. */
    Set<Long> addresses() {
        Set<Long> addresses = new LinkedHashSet<>();
        for (BasicBlock block : blocks.values()) {
            long at = block.physical();
            for (Decoded instruction : block.instructions()) {
                addresses.add(at);
                at += instruction.length();
            }
        }
        return addresses;
    }

    /** The physical addresses where it is entered. */
    List<Long> entrances() {
        return entries.stream().map(entry -> blocks.get(entry).physical()).toList();
    }

    int instructions() {
        return blocks.values().stream()
                .mapToInt(block -> block.instructions().size())
                .sum();
    }

    /** For each entry and header, how many instructions are executed at most before the next header or the end. */
    Map<Long, Integer> longestPaths() {
        Map<Long, Integer> known = new LinkedHashMap<>();
        entries.forEach(entry -> longestPath(entry, known));
        headers.forEach(header -> longestPath(header, known));
        return known;
    }

    private int longestPath(long offset, Map<Long, Integer> known) {
        Integer found = known.get(offset);
        if (found != null) {
            return found;
        }
        BasicBlock block = blocks.get(offset);
        int longest = 0;
        for (long successor : block.ending().successors()) {
            if (blocks.containsKey(successor) && !headers.contains(successor)) {
                longest = Math.max(longest, longestPath(successor, known));
            }
        }
        int length = block.instructions().size() + longest;
        known.put(offset, length);
        return length;
    }
}

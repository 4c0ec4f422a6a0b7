package org.cofferdam.guests.disassembly;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.cofferdam.guests.loader.CodeFile;
import org.cofferdam.guests.loader.CodeSection;
import org.cofferdam.guests.loader.CodeSymbol;

/** Finds the name to call an address by; of several at one address the one that objdump prefers. */
final class SymbolMap {
    private static final Comparator<CodeSymbol> PREFERENCE = Comparator.comparing(CodeSymbol::kind)
            .thenComparing(CodeSymbol::size, Comparator.reverseOrder())
            .thenComparing(CodeSymbol::global, Comparator.reverseOrder())
            .thenComparing(symbol -> symbol.name().startsWith("."))
            .thenComparing(CodeSymbol::name);

    private static final NavigableMap<Long, CodeSymbol> NONE = new TreeMap<>();

    private final boolean linked;
    private final boolean empty;
    private final Map<Integer, NavigableMap<Long, CodeSymbol>> bySection = new TreeMap<>();
    private final NavigableMap<Long, CodeSymbol> all = new TreeMap<>(Long::compareUnsigned);

    SymbolMap(CodeFile file) {
        linked = file.linked();
        empty = file.symbols().isEmpty();
        for (CodeSymbol symbol : file.symbols()) {
            if (!isMarker(symbol)) {
                enter(bySection.computeIfAbsent(symbol.section(), _ -> new TreeMap<>(Long::compareUnsigned)), symbol);
                enter(all, symbol);
            }
        }
    }

    private static void enter(NavigableMap<Long, CodeSymbol> map, CodeSymbol symbol) {
        map.merge(symbol.address(), symbol, (a, b) -> PREFERENCE.compare(a, b) <= 0 ? a : b);
    }

    /** Mapping symbols tell code from data (RISC-V ELF psABI), and an assembler's own labels tell nothing. */
    private static boolean isMarker(CodeSymbol symbol) {
        return DataMap.isMappingSymbol(symbol) || symbol.name().equals(".L0 ");
    }

    /** The addresses in a section that have a name, in order. */
    List<Long> named(CodeSection section) {
        return List.copyOf(own(section)
                .subMap(section.address(), true, section.end(), false)
                .keySet());
    }

    /** {@code <name+0x10>}, by the closest name in the section. */
    String heading(long address, CodeSection section) {
        return text(closest(own(section), address), address, section);
    }

    /** {@code <name+0x10>}, by the closest name anywhere, or in the section where addresses mean nothing beyond it. */
    private String reference(long address, CodeSection section) {
        return text(closest(linked ? all : own(section), address), address, section);
    }

    private static String text(Optional<CodeSymbol> symbol, long address, CodeSection section) {
        String name = symbol.map(CodeSymbol::name).orElse(section.name());
        long base = symbol.map(CodeSymbol::address).orElse(section.address());
        long distance = address - base;
        if (distance == 0) {
            return "<" + name + ">";
        }
        return Long.compareUnsigned(address, base) > 0
                ? "<%s+0x%x>".formatted(name, distance)
                : "<%s-0x%x>".formatted(name, -distance);
    }

    private NavigableMap<Long, CodeSymbol> own(CodeSection section) {
        return bySection.getOrDefault(section.index(), NONE);
    }

    /** The last one at or before the address; else the first. */
    private static Optional<CodeSymbol> closest(NavigableMap<Long, CodeSymbol> symbols, long address) {
        Map.Entry<Long, CodeSymbol> before = symbols.floorEntry(address);
        return Optional.ofNullable(before == null ? symbols.firstEntry() : before)
                .map(Map.Entry::getValue);
    }

    /** An address in the operands of an instruction. */
    String target(long address, CodeSection section) {
        return empty ? "0x" + Long.toHexString(address) : Long.toHexString(address) + " " + reference(address, section);
    }
}

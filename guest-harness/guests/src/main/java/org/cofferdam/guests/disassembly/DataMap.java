package org.cofferdam.guests.disassembly;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cofferdam.guests.loader.CodeFile;
import org.cofferdam.guests.loader.CodeSection;
import org.cofferdam.guests.loader.CodeSymbol;

/** Which bytes of a section are data, as mapping symbols say: {@code $d} begins data, {@code $x} instructions. */
final class DataMap {
    private final NavigableMap<Long, Boolean> data = new TreeMap<>(Long::compareUnsigned);
    private final long end;

    DataMap(CodeFile file, CodeSection section) {
        end = section.end();
        for (CodeSymbol symbol : file.symbols()) {
            if (symbol.section() == section.index() && isMappingSymbol(symbol)) {
                data.put(symbol.address(), symbol.name().startsWith("$d"));
            }
        }
    }

    static boolean isMappingSymbol(CodeSymbol symbol) {
        return symbol.name().startsWith("$d") || symbol.name().startsWith("$x");
    }

    boolean isData(long address) {
        Map.Entry<Long, Boolean> entry = data.floorEntry(address);
        return entry != null && entry.getValue();
    }

    /** How many bytes, 1, 2 or 4, to print of the data at an address. */
    int length(long address) {
        Long next = data.higherKey(address);
        long left = (next == null ? end : next) - address;
        return left >= 4 ? 4 : left >= 2 ? 2 : 1;
    }
}

package org.cofferdam.machine.firmware;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.hart.Hart;

/** The hart list parameter: a mask in a0 and its base in a1 (SBI 2.0, "Hart list parameter"). */
final class HartMask {
    private HartMask() {}

    /** The harts that the caller names, or null if one of them does not exist. */
    static List<Hart> select(List<Hart> harts, Hart caller) {
        long mask = caller.x[10];
        long base = caller.x[11];
        if (base == -1) {
            return harts;
        }
        List<Hart> selected = new ArrayList<>();
        for (long bits = mask; bits != 0; bits &= bits - 1) {
            long id = base + Long.numberOfTrailingZeros(bits);
            if (base < 0 || id < 0 || id >= harts.size()) {
                return null;
            }
            selected.add(harts.get((int) id));
        }
        return selected;
    }
}

package org.cofferdam.machine.floatingpoint;

import java.util.List;

/** Operands in the formats that the host computes in. */
final class HostOperands extends Operands {

    @Override
    List<Format> formats() {
        return List.of(Format.SINGLE, Format.DOUBLE);
    }
}

package org.cofferdam.isolation.agreement;

import java.util.EnumMap;
import java.util.Map;
import org.cofferdam.isolation.explore.CoreWorlds;
import org.cofferdam.isolation.explore.CoreWorlds.Flows;
import org.cofferdam.isolation.explore.CoreWorlds.Size;
import org.cofferdam.isolation.explore.SmallWorld;

/** The small worlds in which all mutants are explored, each with what some outcomes need. */
@SuppressWarnings("ImmutableEnumChecker") // sizes are set once
public enum MutantWorld {
    /** One partition that borrows from nobody, and has contents, a device and a window. */
    ALONE(Flows.ALL, 1, Size.VMIDS, 2, Size.DEVICES, 1, Size.VALUES, 2, Size.INSTANTS, 2),
    /** Two partitions, and a grant between them. */
    GRANT(Flows.ALL, 2, Size.GRANTS, 1, Size.VMIDS, 2, Size.VALUES, 2),
    /** The same with contents left out, so that runs are longer; and a device. */
    BORROWED(Flows.ALL, 2, Size.GRANTS, 1, Size.VMIDS, 2, Size.DEVICES, 1),
    /** Two partitions, a port and a doorbell, windows for each. */
    CHANNELS(Flows.ALL, 2, Size.VMIDS, 2, Size.PORTS, 1, Size.BELLS, 1, Size.VALUES, 2, Size.INSTANTS, 3),
    /** Two partitions that may not flow to each other, and yet have a slot for a grant. */
    APART(Flows.NONE, 2, Size.GRANTS, 1, Size.VMIDS, 2, Size.VALUES, 2),
    /** Two harts. */
    HARTS(Flows.ALL, 2, Size.HARTS, 2, Size.VMIDS, 2);

    private final Flows flows;
    private final Map<Size, Integer> sizes = new EnumMap<>(Size.class);

    MutantWorld(Flows flows, int partitions, Object... more) {
        this.flows = flows;
        sizes.put(Size.PARTITIONS, partitions);
        for (int i = 0; i < more.length; i += 2) {
            sizes.put((Size) more[i], (Integer) more[i + 1]);
        }
    }

    /** The world itself. */
    public SmallWorld world() {
        return CoreWorlds.of(sizes, flows);
    }

    /** Its sizes in words. */
    public String sizes() {
        StringBuilder text = new StringBuilder("flows " + flows.name().toLowerCase(java.util.Locale.ROOT));
        sizes.forEach((size, number) ->
                text.append(", ").append(number).append(' ').append(size.name().toLowerCase(java.util.Locale.ROOT)));
        return text.toString();
    }
}

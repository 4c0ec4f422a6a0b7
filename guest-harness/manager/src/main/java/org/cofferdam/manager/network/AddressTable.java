package org.cofferdam.manager.network;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which port an address is behind. The cards' own addresses are known from the start and never learned anew; others are
 * learned from frames, so many for each port that a flood of them displaces none of another port's.
 */
final class AddressTable {
    static final int MOST_LEARNED = 64;

    private final Map<Long, SwitchPort> own = new HashMap<>();
    private final Map<Long, SwitchPort> learned = new HashMap<>();
    private final Map<SwitchPort, Set<Long>> behind = new HashMap<>();

    void add(long address, SwitchPort port) {
        own.put(address, port);
        behind.put(port, new LinkedHashSet<>());
    }

    /** Whether a port may send from an address: not if that is another port's card's. */
    boolean mayUse(long address, SwitchPort port) {
        SwitchPort owner = own.get(address);
        return owner == null || owner == port;
    }

    /** Notes that an address which is no card's is behind a port, and forgets the oldest if there are too many. */
    void learn(long address, SwitchPort port) {
        if (own.containsKey(address)) {
            return;
        }
        SwitchPort before = learned.put(address, port);
        if (before == port) {
            return;
        }
        if (before != null) {
            behind.get(before).remove(address);
        }
        Set<Long> addresses = behind.get(port);
        if (addresses.size() == MOST_LEARNED) {
            long oldest = addresses.iterator().next();
            addresses.remove(oldest);
            learned.remove(oldest);
        }
        addresses.add(address);
    }

    /** The port that an address is behind, or null if nobody knows. */
    SwitchPort find(long address) {
        SwitchPort port = own.get(address);
        return port == null ? learned.get(address) : port;
    }
}

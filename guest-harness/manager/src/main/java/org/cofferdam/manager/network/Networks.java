package org.cofferdam.manager.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.cofferdam.machine.device.Clock;
import org.cofferdam.machine.device.NetworkLink;
import org.cofferdam.manager.configuration.PartitionConfiguration;

/** The switches of a system. The configuration has been checked: who shares one may. */
public final class Networks {
    private final Map<String, VirtualSwitch> switches = new LinkedHashMap<>();

    /**
     * Switches with nothing plugged in.
     *
     * @param time of the machine, which stands still while monitors are polled
     */
    public Networks(List<String> names, Clock time) {
        names.forEach(name -> switches.put(name, new VirtualSwitch(time)));
    }

    /** Plugs a partition's card into the switch that it names. */
    public NetworkLink plug(String partition, PartitionConfiguration.Card card) {
        return switches.get(card.network()).plug(partition, card.address(), card.text());
    }

    /** What went through each network's ports, in the order of the configuration. */
    public SequencedMap<String, List<PortReport>> report() {
        SequencedMap<String, List<PortReport>> reports = new LinkedHashMap<>();
        switches.forEach((name, one) -> reports.put(name, one.report()));
        return reports;
    }
}

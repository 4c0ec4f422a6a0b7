package org.cofferdam.manager.monitor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.manager.configuration.ChannelConfiguration;
import org.cofferdam.manager.configuration.FaultResponse;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.hardware.Rights;

/** What the core is told of a partition. */
final class Specification {
    private static final long PAGE = 4096;

    private Specification() {}

    /**
     * The specification of a partition.
     *
     * @param windows  where its board answers
     * @param channels among which are the doorbells that faults may ring
     */
    static PartitionSpec of(
            PartitionConfiguration configuration, List<DeviceWindow> windows, ChannelConfiguration channels) {
        List<MemoryRegion> memory =
                List.of(new MemoryRegion(MemoryRegion.DEFAULT_BASE, configuration.memory(), Rights.READ_WRITE_EXECUTE));
        Map<FaultKind, FaultAction> faults = new EnumMap<>(FaultKind.class);
        configuration
                .faults()
                .forEach((kind, response) -> faults.put(
                        kind,
                        switch (response) {
                            case FaultResponse.Act(FaultAction action) -> action;
                            case FaultResponse.Signal(String receiver) ->
                                new FaultAction.Signal(channels.doorbell(configuration.name(), receiver));
                        }));
        return new PartitionSpec(
                configuration.harts(),
                memory,
                windows,
                PartitionSpec.framesNeeded(memory, configuration.translation()) + configuration.tables() / PAGE,
                configuration.translation(),
                faults);
    }
}

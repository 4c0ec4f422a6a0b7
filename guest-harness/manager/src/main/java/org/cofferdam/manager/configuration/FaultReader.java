package org.cofferdam.manager.configuration;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.FaultKind;

/** Reads what is to be done about the faults of a partition. */
final class FaultReader {
    /** What to do, and the partition to be signalled if it is that. */
    private static final Pattern ACTION = Pattern.compile("(ignore|stop|suspend|restart)|signal ([a-z0-9-]+)");

    /** A word, or {@code signal} and a partition. */
    static final Kind<FaultResponse> KIND = new Kind<>(
            "ignore, stop, suspend, restart, or signal and the name of a partition",
            Map.of("type", "string", "pattern", "^(" + ACTION.pattern() + ")$"),
            text -> {
                Matcher matcher = ACTION.matcher(text);
                return matcher.matches() ? Optional.of(response(matcher.group(1), matcher.group(2))) : Optional.empty();
            });

    private FaultReader() {}

    private static FaultResponse response(String word, String signalled) {
        return switch (word) {
            case "ignore" -> new FaultResponse.Act(new FaultAction.Ignore());
            case "stop" -> new FaultResponse.Act(new FaultAction.Stop());
            case "suspend" -> new FaultResponse.Act(new FaultAction.Suspend());
            case "restart" -> new FaultResponse.Act(new FaultAction.Restart());
            case null, default -> new FaultResponse.Signal(signalled);
        };
    }

    static Map<FaultKind, FaultResponse> read(Fields partition) {
        Map<FaultKind, FaultResponse> responses = new EnumMap<>(FaultKind.class);
        partition.group(Vocabulary.Partition.FAULTS).ifPresent(fields -> {
            for (FaultKind kind : FaultKind.values()) {
                fields.value(Vocabulary.Faults.of(kind)).ifPresent(response -> responses.put(kind, response));
            }
            FaultResponse unexpected = responses.get(FaultKind.UNEXPECTED_TRAP);
            if (unexpected instanceof FaultResponse.Signal
                    || unexpected instanceof FaultResponse.Act(FaultAction.Ignore _)) {
                fields.problem(
                        Vocabulary.Faults.of(FaultKind.UNEXPECTED_TRAP),
                        "the partition could not go on after it",
                        "write stop, suspend or restart");
            }
        });
        return responses;
    }

    /** Notes every signal for which there is no doorbell. */
    static void check(List<PartitionConfiguration> partitions, ChannelConfiguration channels, Problems problems) {
        for (PartitionConfiguration partition : partitions) {
            for (FaultResponse response : partition.faults().values()) {
                if (response instanceof FaultResponse.Signal(String receiver)
                        && channels.doorbell(partition.name(), receiver) < 0) {
                    problems.add(
                            partition.source().at("faults"),
                            partition.source().path("faults"),
                            "there is no doorbell from " + partition.name() + " to " + receiver,
                            "add one to channels.doorbells:, or choose another action");
                }
            }
        }
    }
}

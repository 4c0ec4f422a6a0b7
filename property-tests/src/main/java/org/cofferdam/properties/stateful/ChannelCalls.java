package org.cofferdam.properties.stateful;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.SbiError;

/** What calls about ports and doorbells must answer, and what they do, as their texts say. */
final class ChannelCalls {
    private final Stage stage;
    private final SpaceModel[] spaces;
    /** By port: messages whose bytes may be unknown. */
    private final List<Deque<List<Optional<Byte>>>> waiting = new ArrayList<>();

    private final long[] lost;
    private final long[] bits;

    ChannelCalls(Stage stage, SpaceModel[] spaces) {
        this.stage = stage;
        this.spaces = spaces;
        stage.ports().forEach(_ -> waiting.add(new ArrayDeque<>()));
        lost = new long[stage.ports().size()];
        bits = new long[spaces.length];
    }

    /** A partition begins anew. */
    void begin(int partition) {
        bits[partition] = 0;
        for (int port = 0; port < lost.length; port++) {
            if (stage.ports().get(port).to() == partition) {
                waiting.get(port).clear();
                lost[port] = 0;
            }
        }
    }

    /** The number of the port that a partition means by an index, or -1. */
    private int port(SpaceModel space, long index) {
        long left = index;
        for (int port = 0; index >= 0 && port < lost.length; port++) {
            Channels.Port declared = stage.ports().get(port);
            if ((declared.from() == space.number || declared.to() == space.number) && left-- == 0) {
                return port;
            }
        }
        return -1;
    }

    Optional<String> send(SpaceModel sender, Step step, Answer answer) {
        int port = port(sender, step.argument(0));
        long length = step.argument(2);
        if (port < 0
                || stage.ports().get(port).from() != sender.number
                || length < 0
                || length > stage.ports().get(port).longest()) {
            return GrantCalls.refuse(answer, SbiError.INVALID_PARAMETER);
        }
        if (!sender.allows(step.argument(1), length, SpaceModel.READ)) {
            return GrantCalls.refuse(answer, SbiError.INVALID_ADDRESS);
        }
        Channels.Port declared = stage.ports().get(port);
        Deque<List<Optional<Byte>>> queue = waiting.get(port);
        boolean queuing = declared.kind() == Channels.PortKind.QUEUING;
        if (queuing && queue.size() == declared.depth()) {
            if (stage.flows(declared.to(), declared.from())) {
                return GrantCalls.refuse(answer, SbiError.INVALID_STATE);
            }
            lost[port]++;
            return GrantCalls.expect(answer, 0, 0);
        }
        if (!queuing) {
            queue.clear();
        }
        List<Optional<Byte>> message = new ArrayList<>();
        for (long at = step.argument(1); at < step.argument(1) + length; at++) {
            message.add(sender.at(at).backing().byteAt((int) (at % Stage.PAGE)));
        }
        queue.addLast(message);
        return GrantCalls.expect(answer, 0, 0);
    }

    Optional<String> receive(SpaceModel receiver, Step step, Answer answer) {
        int port = port(receiver, step.argument(0));
        if (port < 0
                || stage.ports().get(port).to() != receiver.number
                || step.argument(2) < stage.ports().get(port).longest()) {
            return GrantCalls.refuse(answer, SbiError.INVALID_PARAMETER);
        }
        List<Optional<Byte>> message = waiting.get(port).peekFirst();
        if (message == null) {
            return GrantCalls.refuse(answer, SbiError.INVALID_STATE);
        }
        long address = step.argument(1);
        if (!receiver.allows(address, message.size(), SpaceModel.READ | SpaceModel.WRITE)) {
            return GrantCalls.refuse(answer, SbiError.INVALID_ADDRESS);
        }
        for (int i = 0; i < message.size(); i++) {
            receiver.at(address + i).backing().byteAt((int) ((address + i) % Stage.PAGE), message.get(i));
        }
        if (stage.ports().get(port).kind() == Channels.PortKind.QUEUING) {
            waiting.get(port).removeFirst();
        }
        return GrantCalls.expect(answer, 0, message.size());
    }

    Optional<String> status(SpaceModel receiver, Step step, Answer answer) {
        int port = port(receiver, step.argument(0));
        if (port < 0 || stage.ports().get(port).to() != receiver.number) {
            return GrantCalls.refuse(answer, SbiError.INVALID_PARAMETER);
        }
        long missed = lost[port];
        lost[port] = 0;
        return GrantCalls.expect(
                answer, 0, missed << Integer.SIZE | waiting.get(port).size());
    }

    Optional<String> ring(SpaceModel caller, Step step, Answer answer) {
        long left = step.argument(0);
        for (Channels.Doorbell bell : stage.bells()) {
            if (left >= 0 && bell.from() == caller.number && left-- == 0) {
                bits[bell.to()] |= spaces[bell.to()] == null ? 0 : 1L << bell.bit();
                return GrantCalls.expect(answer, 0, 0);
            }
        }
        return GrantCalls.refuse(answer, SbiError.INVALID_PARAMETER);
    }

    /** Faults that the health monitor signals ring as well, whenever they happen: then anything may be set. */
    Optional<String> take(SpaceModel caller, Step step, Answer answer) {
        long taken = bits[caller.number] & step.argument(0);
        bits[caller.number] &= ~step.argument(0);
        boolean signals = stage.guests().stream()
                .anyMatch(guest -> guest.faults().values().stream().anyMatch(FaultAction.Signal.class::isInstance));
        return signals ? Optional.empty() : GrantCalls.expect(answer, 0, taken);
    }
}

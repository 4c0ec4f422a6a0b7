package org.cofferdam.manager.network;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.cofferdam.machine.device.NetworkLink;

/** One card's end of a switch: what it sent since the last instant, and what waits for it. Both are bounded. */
final class SwitchPort implements NetworkLink {
    static final int MOST_SENT = 128;
    static final int MOST_WAITING = 256;

    private final VirtualSwitch owner;
    private final String partition;
    private final String address;
    private final Queue<Frame> sent = new ArrayDeque<>();
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private final Map<Loss, Long> lost = new EnumMap<>(Loss.class);
    private long sentFrames;
    private long receivedFrames;

    SwitchPort(VirtualSwitch owner, String partition, String address) {
        this.owner = owner;
        this.partition = partition;
        this.address = address;
    }

    @Override
    public void send(byte[] bytes) {
        Frame frame = new Frame(bytes);
        Optional<Loss> fault = frame.fault();
        if (fault.isPresent()) {
            lose(fault.get());
        } else if (!owner.mayUse(frame.source(), this)) {
            lose(Loss.FORGED);
        } else if (sent.size() == MOST_SENT) {
            lose(Loss.SENT_TOO_FAST);
        } else {
            sentFrames++;
            sent.add(frame);
        }
    }

    @Override
    public byte[] receive() {
        owner.advance();
        Frame frame = waiting.poll();
        if (frame == null) {
            return null;
        }
        receivedFrames++;
        return frame.bytes();
    }

    /** The next frame that the switch has to forward, or null. */
    Frame takeSent() {
        return sent.poll();
    }

    /** Lets a frame wait here, unless too many do. */
    void offer(Frame frame) {
        if (waiting.size() == MOST_WAITING) {
            lose(Loss.RECEIVED_TOO_SLOWLY);
        } else {
            waiting.add(frame);
        }
    }

    private void lose(Loss why) {
        lost.merge(why, 1L, Long::sum);
    }

    PortReport report() {
        return new PortReport(partition, address, sentFrames, receivedFrames, lost);
    }
}

package org.cofferdam.manager.network;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.Clock;
import org.cofferdam.machine.device.NetworkLink;

/**
 * A learning switch. Frames wait where they were sent until the monitors are polled, an instant that the machine's time
 * determines; then one of each port is forwarded in turn, until none is left, and another port begins the next time. So who
 * sends much fills its own queue, and takes of another's no more than its turn.
 */
final class VirtualSwitch {
    private final Clock time;
    private final List<SwitchPort> ports = new ArrayList<>();
    private final AddressTable addresses = new AddressTable();
    private long forwarded = -1;
    private int first;

    /** A switch without ports, which forwards once at each time at which a port receives. */
    VirtualSwitch(Clock time) {
        this.time = time;
    }

    /**
     * The port of a card, which is added if the card is not there yet: a partition that starts again finds its own.
     *
     * @param address of the card, in the low 48 bits; no other card of this switch has it
     */
    NetworkLink plug(String partition, long address, String text) {
        SwitchPort plugged = addresses.find(address);
        if (plugged != null) {
            return plugged;
        }
        SwitchPort port = new SwitchPort(this, partition, text);
        ports.add(port);
        addresses.add(address, port);
        return port;
    }

    boolean mayUse(long source, SwitchPort port) {
        return addresses.mayUse(source, port);
    }

    /** Forwards what has been sent, once at each time. */
    void advance() {
        long now = time.time();
        if (now != forwarded) {
            forwarded = now;
            forward();
        }
    }

    private void forward() {
        first = (first + 1) % ports.size();
        boolean some = true;
        while (some) {
            some = false;
            for (int i = 0; i < ports.size(); i++) {
                SwitchPort port = ports.get((first + i) % ports.size());
                Frame frame = port.takeSent();
                if (frame != null) {
                    some = true;
                    forward(frame, port);
                }
            }
        }
    }

    private void forward(Frame frame, SwitchPort from) {
        addresses.learn(frame.source(), from);
        SwitchPort to = frame.isForMany() ? null : addresses.find(frame.destination());
        for (SwitchPort port : to == null ? ports : List.of(to)) {
            if (port != from) {
                port.offer(frame);
            }
        }
    }

    List<PortReport> report() {
        return ports.stream().map(SwitchPort::report).toList();
    }
}

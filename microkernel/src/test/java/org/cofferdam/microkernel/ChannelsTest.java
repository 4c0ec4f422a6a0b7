package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.cofferdam.microkernel.Neighbours.REGION;
import static org.cofferdam.microkernel.Neighbours.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

/** Ports, doorbells and regions: what arrives, what is refused, and who is told of what. */
final class ChannelsTest {
    private static final int INVALID_PARAMETER = -3;
    private static final int INVALID_ADDRESS = -5;
    private static final int INVALID_STATE = -10;

    private final Neighbours system = new Neighbours(Map.of());

    private void say(int partition, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(Status.OK, system.monitors.get(partition).write(RAM, bytes, 0, bytes.length));
    }

    private String heard(int partition, int port) {
        int length = (int) system.done(partition, Hypercall.PORT_RECEIVE, port, RAM + 0x2000, 16);
        byte[] bytes = new byte[length];
        system.monitors.get(partition).read(RAM + 0x2000, bytes, 0, length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    void aQueueGivesEachMessageOnceAndInOrder() {
        say(0, "onetwo");
        system.done(0, Hypercall.PORT_SEND, 0, RAM, 3);
        system.done(0, Hypercall.PORT_SEND, 0, RAM + 3, 3);
        assertEquals(
                INVALID_STATE, system.call(0, Hypercall.PORT_SEND, 0, RAM, 3), "the sender is told that it is full");
        assertEquals(2, system.done(1, Hypercall.PORT_STATUS, 0));
        assertEquals("one", heard(1, 0));
        assertEquals("two", heard(1, 0));
        assertEquals(INVALID_STATE, system.call(1, Hypercall.PORT_RECEIVE, 0, RAM, 16));
    }

    @Test
    void whereNothingMayFlowBackAFullQueueIsTheReceiversSecret() {
        say(0, "message");
        for (int i = 0; i < 5; i++) {
            system.done(0, Hypercall.PORT_SEND, 1, RAM, 7);
        }
        assertEquals(3L << 32 | 2, system.done(2, Hypercall.PORT_STATUS, 0));
        assertEquals(2, system.done(2, Hypercall.PORT_STATUS, 0), "the lost ones are told of once");
    }

    @Test
    void aSamplingPortKeepsTheLastMessage() {
        assertEquals(INVALID_STATE, system.call(0, Hypercall.PORT_RECEIVE, 2, RAM, 16));
        say(1, "oldnew");
        system.done(1, Hypercall.PORT_SEND, 1, RAM, 3);
        system.done(1, Hypercall.PORT_SEND, 1, RAM + 3, 3);
        assertEquals("new", heard(0, 2));
        assertEquals("new", heard(0, 2));
    }

    @Test
    void aMessageIsWhatTheSenderHadWhenItSentIt() {
        say(0, "before");
        system.done(0, Hypercall.PORT_SEND, 0, RAM, 6);
        say(0, "after!");
        assertEquals("before", heard(1, 0));
    }

    @Test
    void buffersHaveToBeMemoryAsAWholeAndLengthsToFit() {
        for (long length : new long[] {17, -1, Long.MIN_VALUE, 1L << 32}) {
            assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.PORT_SEND, 0, RAM, length));
        }
        for (long address : new long[] {RAM - 1, RAM + SIZE - 15, UART, -8, 1L << 41, RAM | 1L << 41}) {
            assertEquals(INVALID_ADDRESS, system.call(0, Hypercall.PORT_SEND, 0, address, 16));
        }
        system.done(0, Hypercall.PORT_SEND, 0, RAM, 16);
        assertEquals(INVALID_PARAMETER, system.call(1, Hypercall.PORT_RECEIVE, 0, RAM, 15), "it might not fit");
        assertEquals(INVALID_ADDRESS, system.call(1, Hypercall.PORT_RECEIVE, 0, REGION + 0x1000, 16), "read-only");
        assertEquals(1, system.done(1, Hypercall.PORT_STATUS, 0), "it has not been lost");
    }

    @Test
    void onlyTheEndsOfAPortReachItAndOnlyTheirWay() {
        for (long port : new long[] {2, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.PORT_SEND, port, RAM, 1), "0 receives there");
        }
        assertEquals(INVALID_PARAMETER, system.call(1, Hypercall.PORT_SEND, 0, RAM, 1));
        assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.PORT_RECEIVE, 0, RAM, 16));
        assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.PORT_STATUS, 0));
        assertEquals(INVALID_PARAMETER, system.call(2, Hypercall.PORT_RECEIVE, 1, RAM, 16), "it has one port");
    }

    @Test
    void whoBeginsAnewFindsNothingThatWasSentBefore() {
        system.done(0, Hypercall.PORT_SEND, 1, RAM, 1);
        reset(2);
        system.core.control().start(2, RAM, 0);
        system.core.handle(2);
        assertEquals(0, system.done(2, Hypercall.PORT_STATUS, 0));
    }

    private void reset(int partition) {
        Creation creation = system.core.control().reset(partition);
        system.machine.interrupt(system.core, partition);
        for (int step = 0; creation instanceof Creation.Refused(Status status); step++) {
            assertTrue((status == Status.AGAIN || status == Status.BUSY) && step < 10, status::toString);
            creation = system.core.control().reset(partition);
        }
    }

    @Test
    void aDoorbellInterruptsWhoListensUntilItIsTaken() {
        system.done(0, Hypercall.DOORBELL_RING, 0);
        assertFalse(system.externalPending(1), "nobody listens");
        system.done(1, Hypercall.DOORBELL_LISTEN, 1 << 3);
        assertTrue(system.externalPending(1));
        assertEquals(0, system.done(1, Hypercall.DOORBELL_TAKE, 1), "another bit");
        assertTrue(system.externalPending(1));
        assertEquals(1 << 3, system.done(1, Hypercall.DOORBELL_TAKE, -1));
        assertFalse(system.externalPending(1));
        assertEquals(INVALID_PARAMETER, system.call(1, Hypercall.DOORBELL_RING, 0), "1 may ring none");
        assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.DOORBELL_RING, 2));
        assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.DOORBELL_RING, -1));
    }

    @Test
    void doorbellsAndDevicesDoNotTakeEachOthersInterruptAway() {
        system.done(1, Hypercall.DOORBELL_LISTEN, -1);
        system.monitors.get(1).externalInterrupt(0, true);
        system.done(0, Hypercall.DOORBELL_RING, 0);
        system.monitors.get(1).externalInterrupt(0, false);
        assertTrue(system.externalPending(1));
        system.monitors.get(1).externalInterrupt(0, true);
        system.done(1, Hypercall.DOORBELL_TAKE, -1);
        assertTrue(system.externalPending(1));
        system.monitors.get(1).externalInterrupt(0, false);
        assertFalse(system.externalPending(1));
    }

    @Test
    void aDoorbellEndsAWait() {
        system.done(1, Hypercall.DOORBELL_LISTEN, -1);
        system.machine.hart(1).csr(Csr.VSIE, 1 << 9);
        system.machine.waitForInterrupt(system.core, 1);
        assertEquals(Window.NOBODY, system.core.inspection().partitionOn(1));
        system.done(0, Hypercall.DOORBELL_RING, 0);
        assertTrue(system.machine.hart(1).isAwake(), "it is kicked");
        system.machine.interrupt(system.core, 1);
        assertEquals(1, system.core.inspection().partitionOn(1));
    }

    @Test
    void aRegionIsSeenByItsUsersWithTheirRights() {
        assertEquals(Status.OK, system.monitors.get(0).write(REGION + 0x1FFF, new byte[] {9}, 0, 1));
        byte[] one = new byte[1];
        assertEquals(Status.OK, system.monitors.get(1).read(REGION + 0x2FFF, one, 0, 1));
        assertEquals(9, one[0]);
        assertEquals(Status.OUTSIDE_MEMORY, system.monitors.get(1).write(REGION + 0x1000, one, 0, 1));
        assertEquals(Status.OUTSIDE_MEMORY, system.monitors.get(2).read(REGION, one, 0, 1));
        reset(0);
        assertEquals(Status.OK, system.monitors.get(1).read(REGION + 0x2FFF, one, 0, 1));
        assertEquals(9, one[0], "it is the system's, and outlives its users");
    }

    @Test
    void aMessageMayBeEmpty() {
        system.done(0, Hypercall.PORT_SEND, 0, RAM, 0);
        assertEquals(1, system.done(1, Hypercall.PORT_STATUS, 0));
        assertEquals("", heard(1, 0));
    }

    @Test
    void whatIsNoCallIsNotSupported() {
        for (long function : new long[] {Hypercall.values().length, -1, 1L << 32}) {
            system.machine.call(system.core, 0, Hypercall.EXTENSION, function);
            assertEquals(SbiError.NOT_SUPPORTED.number(), system.machine.hart(0).x(10));
        }
    }

    @Test
    void callsAndErrorsHaveWords() {
        for (Hypercall call : Hypercall.values()) {
            assertFalse(call.summary().isEmpty() || call.right().isEmpty(), call::name);
            assertEquals(
                    call == Hypercall.IDENTITY,
                    call.arguments().isEmpty(),
                    () -> call + " takes arguments, and they have names");
        }
        for (SbiError error : SbiError.values()) {
            assertFalse(error.summary().isEmpty(), error::name);
        }
    }

    @Test
    void aBufferOfTheConsoleIsAsLongAsAMebibyte() {
        system.machine.call(system.core, 0, 0x4442434E, 0, 1 << 20, RAM, 0);
        assertEquals(0, system.machine.hart(0).x(10));
        system.machine.call(system.core, 0, 0x4442434E, 0, (1 << 20) + 1, RAM, 0);
        assertEquals(INVALID_PARAMETER, system.machine.hart(0).x(10));
    }

    @Test
    void whoIsGoneIsNoUserOfARegion() {
        long frame = system.leaf(0, REGION).physical();
        for (int life = 0; life < 3; life++) {
            FrameState.Region region =
                    (FrameState.Region) system.core.inspection().frame(frame);
            assertEquals(2, region.users().size());
            assertTrue(
                    region.users().contains(system.core.inspection().account(0).orElseThrow()));
            reset(0);
        }
    }

    /** What is at its limit, and next to one that is beyond it; and the reason names what is wrong. */
    @Test
    void channelsAtTheirLimitsAreAcceptedAndTheReasonForOthersIsTold() {
        FlowPolicy all = new FlowPolicy(Set.of(
                new FlowPolicy.Flow(0, 1),
                new FlowPolicy.Flow(1, 0),
                new FlowPolicy.Flow(0, 2),
                new FlowPolicy.Flow(2, 0)));
        Channels.PortKind queue = Channels.PortKind.QUEUING;
        Channels.Attachment reader = new Channels.Attachment(1, REGION, Rights.READ);
        boot(new Channels(
                all,
                List.of(new Channels.Port(0, 1, queue, 4096, 64), new Channels.Port(1, 0, queue, 1, 1)),
                List.of(new Channels.Doorbell(0, 1, 63), new Channels.Doorbell(1, 0, 0)),
                List.of(new Channels.Region(1, List.of(reader))),
                List.of()));
        for (Channels.Port port : List.of(new Channels.Port(0, 2, queue, 1, 1), new Channels.Port(2, 0, queue, 1, 1))) {
            assertRefused(port + " is against", new Channels(all, List.of(port), List.of(), List.of(), List.of()));
        }
        for (Channels.Port port : List.of(
                new Channels.Port(0, 1, queue, 4097, 1),
                new Channels.Port(0, 1, queue, 0, 1),
                new Channels.Port(0, 1, queue, 1, 65),
                new Channels.Port(0, 1, queue, 1, 0))) {
            assertRefused(port + " has a size", new Channels(all, List.of(port), List.of(), List.of(), List.of()));
        }
        for (Channels.Doorbell bell : List.of(
                new Channels.Doorbell(0, 1, 64), new Channels.Doorbell(0, 1, -1), new Channels.Doorbell(0, 2, 0))) {
            assertRefused(bell + " is against", new Channels(all, List.of(), List.of(bell), List.of(), List.of()));
        }
        for (Channels.Region region : List.of(
                new Channels.Region(0, List.of(reader)),
                new Channels.Region(1L + Integer.MAX_VALUE, List.of(reader)),
                new Channels.Region(1, List.of(new Channels.Attachment(2, REGION, Rights.READ))),
                new Channels.Region(1, List.of(new Channels.Attachment(-1, REGION, Rights.READ))))) {
            assertRefused(region + " is against", new Channels(all, List.of(), List.of(), List.of(region), List.of()));
        }
        assertRefused(
                "the machine has not the memory",
                new Channels(
                        all,
                        List.of(),
                        List.of(),
                        List.of(new Channels.Region(Integer.MAX_VALUE, List.of(reader))),
                        List.of()));
        Channels.Device device = new Channels.Device(0, 1, 0, 4096, 0, 1, 0);
        Channels.Device none = new Channels.Device(0, 2, 4096, 0, 0, 2, 0);
        assertRefused(none + " cannot be", new Channels(all, List.of(), List.of(), List.of(), List.of(none)));
        assertRefused(
                device + " has something in common with",
                new Channels(all, List.of(), List.of(), List.of(), List.of(device, device)));
    }

    private static void boot(Channels channels) {
        FakeMachine machine = FakeMachine.small();
        new Microkernel(machine.hardware, new Schedule(List.of(List.of(new Window(0, 1))), 1), channels, 2);
    }

    private static void assertRefused(String reason, Channels channels) {
        String message = assertThrows(IllegalArgumentException.class, () -> boot(channels), channels::toString)
                .getMessage();
        assertTrue(message.startsWith(reason), message);
    }

    @Test
    void channelsAgainstThePolicyAreRefusedBeforeAnythingRuns() {
        FlowPolicy oneWay = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1)));
        Channels.Attachment writer = new Channels.Attachment(1, REGION, Rights.READ_WRITE);
        Channels.Attachment reader = new Channels.Attachment(0, REGION, Rights.READ);
        Channels.Port port = new Channels.Port(1, 0, Channels.PortKind.QUEUING, 1, 1);
        for (Channels channels : List.of(
                new Channels(oneWay, List.of(port), List.of(), List.of(), List.of()),
                new Channels(
                        oneWay,
                        List.of(new Channels.Port(0, 2, Channels.PortKind.QUEUING, 1, 1)),
                        List.of(),
                        List.of(),
                        List.of()),
                new Channels(
                        oneWay,
                        List.of(new Channels.Port(0, 1, Channels.PortKind.SAMPLING, 1, 2)),
                        List.of(),
                        List.of(),
                        List.of()),
                new Channels(
                        oneWay,
                        List.of(new Channels.Port(0, 1, Channels.PortKind.QUEUING, 4097, 1)),
                        List.of(),
                        List.of(),
                        List.of()),
                new Channels(oneWay, List.of(), List.of(new Channels.Doorbell(1, 0, 0)), List.of(), List.of()),
                new Channels(oneWay, List.of(), List.of(new Channels.Doorbell(0, 1, 64)), List.of(), List.of()),
                new Channels(
                        oneWay,
                        List.of(),
                        List.of(),
                        List.of(new Channels.Region(1, List.of(writer, reader))),
                        List.of()),
                new Channels(oneWay, List.of(), List.of(), List.of(new Channels.Region(1 << 20, List.of())), List.of()),
                new Channels(
                        oneWay,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new Channels.Device(0, 1, 0, 4096, 0, 1, 0))))) {
            FakeMachine machine = FakeMachine.small();
            Schedule schedule = new Schedule(List.of(List.of(new Window(0, 1))), 1);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Microkernel(machine.hardware, schedule, channels, 2),
                    channels::toString);
        }
    }
}

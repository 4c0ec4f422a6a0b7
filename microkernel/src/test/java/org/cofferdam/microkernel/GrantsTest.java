package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Partition 0, on hart 0, may flow to partition 1, on hart 1, and not back. */
final class GrantsTest {
    private static final int PAGES = 100;
    private static final long PLACE = 0x3_0000_0000L;

    private final FakeMachine machine = new FakeMachine(2, 2048);
    private final Microkernel core = new Microkernel(
            machine.hardware,
            new Schedule(List.of(List.of(new Window(0, 1000)), List.of(new Window(1, 1000))), 100),
            new Channels(new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1))), List.of(), List.of(), List.of(), List.of()),
            2);
    private Monitor granter;

    /** What the borrower does with an offer. */
    enum Conduct {
        IGNORES_IT,
        BEGINS_TO_ACCEPT_IT,
        ACCEPTS_IT,
        GIVES_IT_BACK
    }

    @BeforeEach
    void start() {
        PartitionSpec spec = FakeMachine.spec(1, 0x10_0000);
        granter = FakeMachine.create(core, 0, spec);
        FakeMachine.create(core, 1, new PartitionSpec(1, spec.memory(), spec.devices(), spec.quota() + 4));
        for (int partition = 0; partition < 2; partition++) {
            assertEquals(Status.OK, core.control().start(partition, RAM, 0));
            core.handle(partition);
        }
    }

    /** Makes a call once. */
    private void once(int hart, Hypercall call, long... arguments) {
        machine.call(core, hart, Hypercall.EXTENSION, call.number(), arguments);
    }

    /** Makes a call until it has a result, which is success; how often that was. */
    private int calls(int hart, Hypercall call, long... arguments) {
        long pc = machine.hart(hart).csr(Csr.SEPC);
        int count = 0;
        while (machine.hart(hart).csr(Csr.SEPC) == pc) {
            once(hart, call, arguments);
            count++;
        }
        assertEquals(0, machine.hart(hart).x(10));
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void whoLendsLearnsNothingOfWhatTheBorrowerDid(Conduct conduct) {
        byte[] secret = new byte[PAGES * 4096];
        Arrays.fill(secret, (byte) 0x5e);
        assertEquals(Status.OK, granter.write(RAM, secret, 0, secret.length));
        calls(0, Hypercall.GRANT_LEND, 1, RAM, PAGES, Rights.READ_WRITE.bits());
        long grant = machine.hart(0).x(11);
        switch (conduct) {
            case IGNORES_IT -> {}
            case BEGINS_TO_ACCEPT_IT -> once(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, PAGES);
            case ACCEPTS_IT -> calls(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, PAGES);
            case GIVES_IT_BACK -> {
                calls(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, PAGES);
                calls(1, Hypercall.GRANT_RETURN, 0, grant);
            }
        }
        assertEquals(2, calls(0, Hypercall.GRANT_RECLAIM, grant), "64 pages are wiped at once");
        byte[] back = new byte[secret.length];
        assertEquals(Status.OK, granter.read(RAM, back, 0, back.length));
        assertArrayEquals(new byte[secret.length], back);
    }
}

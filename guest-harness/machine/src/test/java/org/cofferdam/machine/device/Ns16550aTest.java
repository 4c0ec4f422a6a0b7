package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Ns16550aTest {
    private static final int DATA = 0;
    private static final int ENABLE = 1;
    private static final int IDENTIFICATION = 2;
    private static final int FIFO_CONTROL = 2;
    private static final int LINE_CONTROL = 3;
    private static final int MODEM_CONTROL = 4;
    private static final int LINE_STATUS = 5;
    private static final int MODEM_STATUS = 6;

    private final ScriptedTerminal terminal = new ScriptedTerminal();
    private final RecordingLine line = new RecordingLine();
    private final Ns16550a uart = new Ns16550a(terminal, line);

    private long get(int register) {
        return uart.load(register, 1);
    }

    private void set(int register, int value) {
        uart.store(register, 1, value);
    }

    @Test
    void transmitsAtOnce() {
        set(DATA, 'A');
        set(DATA, 'B');
        assertEquals("AB", terminal.screen());
        assertEquals(0x60, get(LINE_STATUS));
    }

    @Test
    void inputArrivesOnlyWhenPolled() {
        terminal.type("x");
        assertEquals(0x60, get(LINE_STATUS));
        uart.poll();
        assertEquals(0x61, get(LINE_STATUS));
        assertEquals('x', get(DATA));
        assertEquals(0x60, get(LINE_STATUS));
    }

    @Test
    void leavesOutsideWhatItsFifoCannotHold() {
        terminal.type("0123456789abcdefXYZ");
        uart.poll();
        assertEquals(18, terminal.untaken());
        set(FIFO_CONTROL, 1);
        uart.poll();
        assertEquals(2, terminal.untaken());
        assertEquals('1', get(DATA));
    }

    @Test
    void receivedDataInterruptsUntilItIsRead() {
        set(FIFO_CONTROL, 0x81); // trigger at 8
        set(ENABLE, 1);
        terminal.type("a");
        uart.poll();
        assertTrue(line.asserted);
        assertEquals(0xcc, get(IDENTIFICATION), "below the trigger level: a timeout");
        terminal.type("bcdefgh");
        uart.poll();
        assertEquals(0xc4, get(IDENTIFICATION));
        for (char expected = 'a'; expected <= 'h'; expected++) {
            assertEquals(expected, get(DATA));
        }
        assertFalse(line.asserted);
        assertEquals(0xc1, get(IDENTIFICATION));
    }

    @Test
    void theEmptyTransmitterInterruptsWhenEnabledAndAfterEachByte() {
        set(ENABLE, 2);
        assertTrue(line.asserted);
        assertEquals(2, get(IDENTIFICATION));
        assertFalse(line.asserted, "reading the identification acknowledges");
        assertEquals(1, get(IDENTIFICATION));
        set(DATA, 'A');
        assertTrue(line.asserted);
        set(ENABLE, 0);
        assertFalse(line.asserted);
        set(ENABLE, 2);
        assertTrue(line.asserted, "the test that Linux makes at start-up");
    }

    @Test
    void receivedDataGoesBeforeTheEmptyTransmitter() {
        set(ENABLE, 3);
        terminal.type("a");
        uart.poll();
        assertEquals(4, get(IDENTIFICATION));
        get(DATA);
        assertEquals(2, get(IDENTIFICATION));
    }

    @Test
    void theDivisorHidesBehindItsLatch() {
        set(LINE_CONTROL, 0x83);
        set(DATA, 0x12);
        set(ENABLE, 0x34);
        assertEquals(0x12, get(DATA));
        assertEquals(0x34, get(ENABLE));
        set(LINE_CONTROL, 3);
        assertEquals(0, get(ENABLE));
        assertEquals("", terminal.screen());
    }

    @Test
    void loopbackConnectsOutputsToInputs() {
        assertEquals(0xb0, get(MODEM_STATUS));
        set(MODEM_CONTROL, 0x1a);
        assertEquals(0x90, get(MODEM_STATUS), "what Linux's 8250 autoconfiguration expects");
        set(DATA, 'q');
        assertEquals("", terminal.screen());
        assertEquals('q', get(DATA));
    }

    @Test
    void clearingTheFifoDropsInput() {
        terminal.type("a");
        set(FIFO_CONTROL, 1);
        uart.poll();
        set(FIFO_CONTROL, 3);
        assertEquals(0x60, get(LINE_STATUS));
    }
}

package org.cofferdam.machine.device;

import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * The 16550A serial port (National Semiconductor PC16550D), one byte a register. Bytes leave at once, so the transmitter is always empty;
 * the line's speed, parity and errors are not modelled.
 */
public final class Ns16550a implements Device {
    private static final int CLOCK_FREQUENCY = 3_686_400;
    private static final int FIFO_LENGTH = 16;
    private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};

    private static final int ENABLE_RECEIVED = 1;
    private static final int ENABLE_TRANSMITTER_EMPTY = 2;

    private static final int ID_NONE = 1;
    private static final int ID_TRANSMITTER_EMPTY = 2;
    private static final int ID_RECEIVED = 4;
    private static final int ID_TIMEOUT = 12;
    private static final int ID_FIFOS = 0xc0;

    private static final int DIVISOR_LATCH = 0x80;
    private static final int LOOPBACK = 0x10;
    private static final int STATUS_DATA = 1;
    private static final int STATUS_TRANSMITTER_EMPTY = 0x60;
    private static final int MODEM_CONNECTED = 0xb0;

    private final CharacterDevice host;
    private final InterruptLine line;
    private final byte[] fifo = new byte[FIFO_LENGTH];
    private int first;
    private int count;
    private int divisor;
    private int interruptEnable;
    private int fifoControl;
    private int lineControl;
    private int modemControl;
    private int scratch;
    private boolean transmitterEmptyPending;

    public Ns16550a(CharacterDevice host, InterruptLine line) {
        this.host = host;
        this.line = line;
    }

    @Override
    public String name() {
        return "serial";
    }

    @Override
    public long length() {
        return 0x100;
    }

    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        return soc.child("serial", base)
                .text("compatible", "ns16550a")
                .reg(base, length())
                .cells("clock-frequency", CLOCK_FREQUENCY)
                .interruptsExtended(interrupts);
    }

    @Override
    public void reset() {
        first = 0;
        count = 0;
        divisor = 0;
        interruptEnable = 0;
        fifoControl = 0;
        lineControl = 0;
        modemControl = 0;
        scratch = 0;
        transmitterEmptyPending = false;
        update();
    }

    @Override
    public void poll() {
        if ((modemControl & LOOPBACK) != 0) {
            return;
        }
        while (count < capacity()) {
            int value = host.read();
            if (value < 0) {
                break;
            }
            receive(value);
        }
        update();
    }

    @Override
    public long load(long offset, int size) {
        boolean latch = (lineControl & DIVISOR_LATCH) != 0;
        return switch ((int) Math.min(offset, 8)) {
            case 0 -> latch ? divisor & 0xff : takeReceived();
            case 1 -> latch ? divisor >> 8 : interruptEnable;
            case 2 -> identify();
            case 3 -> lineControl;
            case 4 -> modemControl;
            case 5 -> STATUS_TRANSMITTER_EMPTY | (count > 0 ? STATUS_DATA : 0);
            case 6 -> modemStatus();
            case 7 -> scratch;
            default -> 0;
        };
    }

    @Override
    public void store(long offset, int size, long value) {
        int octet = (int) value & 0xff;
        boolean latch = (lineControl & DIVISOR_LATCH) != 0;
        switch ((int) Math.min(offset, 8)) {
            case 0 -> {
                if (latch) {
                    divisor = (divisor & 0xff00) | octet;
                } else {
                    transmit(octet);
                }
            }
            case 1 -> {
                if (latch) {
                    divisor = (divisor & 0xff) | octet << 8;
                } else {
                    enableInterrupts(octet & 0xf);
                }
            }
            case 2 -> controlFifos(octet);
            case 3 -> lineControl = octet;
            case 4 -> modemControl = octet & 0x1f;
            case 7 -> scratch = octet;
            default -> {}
        }
        update();
    }

    private int capacity() {
        return (fifoControl & 1) != 0 ? FIFO_LENGTH : 1;
    }

    private void receive(int value) {
        if (count < capacity()) {
            fifo[(first + count) % FIFO_LENGTH] = (byte) value;
            count++;
        }
    }

    private int takeReceived() {
        if (count == 0) {
            return 0;
        }
        int value = fifo[first] & 0xff;
        first = (first + 1) % FIFO_LENGTH;
        count--;
        update();
        return value;
    }

    private void transmit(int octet) {
        if ((modemControl & LOOPBACK) != 0) {
            receive(octet);
        } else {
            host.write(octet);
        }
        transmitterEmptyPending = true;
    }

    /** The interrupt comes back when its enable bit rises while the transmitter is empty: Linux's 8250 driver counts on it. */
    private void enableInterrupts(int value) {
        if ((value & ~interruptEnable & ENABLE_TRANSMITTER_EMPTY) != 0) {
            transmitterEmptyPending = true;
        }
        interruptEnable = value;
    }

    private void controlFifos(int octet) {
        boolean modeChanges = ((octet ^ fifoControl) & 1) != 0;
        if (modeChanges || (octet & 2) != 0) {
            count = 0;
        }
        fifoControl = octet & 0xc1;
    }

    /** Reading the identification acknowledges an empty transmitter, if that is what it reports. */
    private int identify() {
        int id = pendingInterrupt();
        if (id == ID_TRANSMITTER_EMPTY) {
            transmitterEmptyPending = false;
            update();
        }
        return id | ((fifoControl & 1) != 0 ? ID_FIFOS : 0);
    }

    private int pendingInterrupt() {
        if ((interruptEnable & ENABLE_RECEIVED) != 0 && count > 0) {
            boolean triggered = (fifoControl & 1) == 0 || count >= TRIGGER_LEVELS[fifoControl >> 6];
            return triggered ? ID_RECEIVED : ID_TIMEOUT;
        }
        if ((interruptEnable & ENABLE_TRANSMITTER_EMPTY) != 0 && transmitterEmptyPending) {
            return ID_TRANSMITTER_EMPTY;
        }
        return ID_NONE;
    }

    private int modemStatus() {
        if ((modemControl & LOOPBACK) == 0) {
            return MODEM_CONNECTED;
        }
        int terminalReady = modemControl & 1;
        int requestToSend = modemControl >> 1 & 1;
        int outputs = modemControl >> 2 & 3;
        return outputs << 6 | terminalReady << 5 | requestToSend << 4;
    }

    private void update() {
        line.set(pendingInterrupt() != ID_NONE);
    }

    @Override
    public void save(StateWriter out) {
        out.raw(fifo);
        out.words(new int[] {first, count, divisor, interruptEnable, fifoControl, lineControl, modemControl, scratch});
        out.flag(transmitterEmptyPending);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        in.raw(fifo);
        first = in.word(0, FIFO_LENGTH - 1);
        count = in.word(0, FIFO_LENGTH);
        divisor = in.bits(0xffff);
        interruptEnable = in.bits(0xf);
        fifoControl = in.bits(0xc1);
        lineControl = in.bits(0xff);
        modemControl = in.bits(0x1f);
        scratch = in.bits(0xff);
        transmitterEmptyPending = in.flag();
    }
}

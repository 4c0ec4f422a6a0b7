package org.cofferdam.machine.firmware;

import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.memory.Bus;

/** The console calls. Like any firmware it drives the serial port's registers, so its input is the port's input. */
final class SbiConsole {
    private static final int DATA = 0;
    private static final int LINE_STATUS = 5;
    private static final int DATA_READY = 1;

    /** Bytes a call moves at most, so that its work is bounded; the specification allows partial transfers. */
    private static final int LONGEST_TRANSFER = 4096;

    private final Bus bus;
    private final Device port;
    private final byte[] buffer = new byte[LONGEST_TRANSFER];

    SbiConsole(Bus bus, Device port) {
        this.bus = bus;
        this.port = port;
    }

    SbiAnswer writeByte(Hart hart) {
        port.store(DATA, 1, hart.x[10]);
        return SbiAnswer.SUCCESS;
    }

    /** Legacy: the byte, or -1, stands where others have the error. */
    SbiAnswer readByte() {
        return SbiAnswer.failure(take());
    }

    SbiAnswer write(Hart hart) {
        int length = accessible(hart);
        if (length < 0 || !bus.read(hart.x[11], buffer, 0, length)) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        for (int i = 0; i < length; i++) {
            port.store(DATA, 1, buffer[i]);
        }
        return SbiAnswer.success(length);
    }

    SbiAnswer read(Hart hart) {
        int room = accessible(hart);
        if (room < 0) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        int count = 0;
        while (count < room && dataReady()) {
            buffer[count++] = (byte) take();
        }
        return bus.write(hart.x[11], buffer, 0, count) ? SbiAnswer.success(count) : SbiAnswer.INVALID_PARAMETER;
    }

    /** How much of the caller's range to transfer, or -1 if any of it is not RAM. */
    private int accessible(Hart hart) {
        long length = hart.x[10];
        boolean ram = hart.x[12] == 0 && length >= 0 && bus.memoryAt(hart.x[11], length) != null;
        return ram ? (int) Math.min(length, LONGEST_TRANSFER) : -1;
    }

    private boolean dataReady() {
        return (port.load(LINE_STATUS, 1) & DATA_READY) != 0;
    }

    private long take() {
        return dataReady() ? port.load(DATA, 1) : -1;
    }
}

package org.cofferdam.machine.hart;

import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;

/** A hart with a little RAM and at most one device, for programs written in the test. */
final class TestMachine {
    static final long BASE = 0x8000_0000L;
    static final long SIZE = 0x4_0000;

    final PhysicalMemory memory = new PhysicalMemory(BASE, SIZE);
    final Bus bus = new Bus();
    final Hart hart;

    /** A machine whose hart is about to execute the first byte of RAM. */
    TestMachine() {
        this(null, 0);
    }

    /** The same with a device. */
    TestMachine(Device device, long address) {
        bus.attach(memory);
        if (device != null) {
            bus.attach(address, device);
        }
        hart = new Hart(0, bus, Engine.standard().codeCache(bus));
        hart.pc = BASE;
    }

    /** Writes instructions one after the other. */
    TestMachine write(long address, String... lines) {
        long at = address;
        for (String line : lines) {
            int bits = Rv64.instructions().encode(line);
            memory.storeHalf(at, (short) bits);
            if (InstructionSet.lengthOf(bits) == 4) {
                memory.storeHalf(at + 2, (short) (bits >>> 16));
            }
            at += InstructionSet.lengthOf(bits);
        }
        return this;
    }

    /** Executes so many instructions. */
    TestMachine step(long instructions) {
        hart.run(hart.cycle + instructions);
        return this;
    }

    long mcause() {
        return hart.csrs.read(0x342);
    }

    long mtval() {
        return hart.csrs.read(0x343);
    }

    long mepc() {
        return hart.csrs.read(0x341);
    }
}

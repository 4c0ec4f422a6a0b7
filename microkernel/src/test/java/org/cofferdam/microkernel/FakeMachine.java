package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.Rights;

/** Harts, memory and time for a core under test; its guests do what the test writes into the registers. */
final class FakeMachine {
    static final long BASE = 0x1_0000_0000L;
    static final long RAM = MemoryRegion.DEFAULT_BASE;
    static final long UART = 0x1000_0000L;
    static final long SCAUSE_INTERRUPT = 1L << 63;

    final List<FakeEvent> events = new ArrayList<>();
    final Map<Long, Integer> code = new TreeMap<>();
    final List<FakeHart> harts = new ArrayList<>();
    final ReadOnce bytesOfGuests = new ReadOnce();
    final ReadOnce codeOfGuests = new ReadOnce();
    final FakeMemory memory;
    final Hardware hardware;
    long time;
    long mostVmid = 0x3FFF;

    FakeMachine(int harts, int frames) {
        memory = new FakeMemory(BASE, frames, events, bytesOfGuests);
        for (int i = 0; i < harts; i++) {
            this.harts.add(new FakeHart(this, i));
        }
        hardware = new Hardware(List.copyOf(this.harts), memory, BASE, frames * 4096L, 100);
    }

    /** 1 hart, 8 MiB. */
    static FakeMachine small() {
        return new FakeMachine(1, 2048);
    }

    FakeHart hart(int number) {
        return harts.get(number);
    }

    /** One window after the other, the same on every hart. */
    Microkernel boot(int partitions, Window... windows) {
        List<List<Window>> all = new ArrayList<>();
        for (int i = 0; i < harts.size(); i++) {
            all.add(List.of(windows));
        }
        return new Microkernel(hardware, new Schedule(all, 100), partitions);
    }

    /** RAM of so many bytes with all rights, and a device window of a page. */
    static PartitionSpec spec(int virtualHarts, long ram) {
        return PartitionSpec.of(
                virtualHarts,
                List.of(new MemoryRegion(RAM, ram, Rights.READ_WRITE_EXECUTE)),
                List.of(new DeviceWindow(UART, 4096)));
    }

    static Monitor create(Microkernel core, int number, PartitionSpec spec) {
        return switch (core.control().create(number, spec)) {
            case Creation.Created(Monitor monitor) -> monitor;
            case Creation.Refused(Status status) -> throw new AssertionError("refused: " + status);
        };
    }

    /** Creates and starts a partition of 1 virtual hart with 16 KiB. */
    static Monitor run(Microkernel core, int number) {
        Monitor monitor = create(core, number, spec(1, 0x4000));
        if (core.control().start(number, RAM, 0) != Status.OK) {
            throw new AssertionError("not started");
        }
        return monitor;
    }

    /** The hart's guest traps. */
    Resume trap(Microkernel core, int hart, long cause, long stval) {
        harts.get(hart).csr(Csr.SCAUSE, cause);
        harts.get(hart).csr(Csr.STVAL, stval);
        bytesOfGuests.begin();
        codeOfGuests.begin();
        try {
            return core.handle(hart);
        } finally {
            bytesOfGuests.end();
            codeOfGuests.end();
        }
    }

    /** The hart's guest makes an SBI call with a0 to a5. */
    Resume call(Microkernel core, int hart, long extension, long function, long... arguments) {
        FakeHart caller = harts.get(hart);
        caller.x(17, extension);
        caller.x(16, function);
        for (int i = 0; i < 6; i++) {
            caller.x(10 + i, i < arguments.length ? arguments[i] : 0);
        }
        return trap(core, hart, 10, 0);
    }

    /** The hart's guest executes WFI at VS-mode. */
    Resume waitForInterrupt(Microkernel core, int hart) {
        harts.get(hart).csr(Csr.SSTATUS, 1 << 8);
        return trap(core, hart, 22, 0x1050_0073);
    }

    /** The hart's alarm or a kick interrupts its guest, or ends its wait. */
    Resume interrupt(Microkernel core, int hart) {
        return trap(core, hart, SCAUSE_INTERRUPT | 5, 0);
    }
}

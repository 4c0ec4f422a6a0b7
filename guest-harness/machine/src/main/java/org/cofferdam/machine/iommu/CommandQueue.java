package org.cofferdam.machine.iommu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.hart.Tlb;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The queue of commands, which software fills and this IOMMU empties ("Command-Queue"). Commands are carried out one after the other; one
 * that cannot be stops the queue, with the head at it, until software clears the condition.
 */
final class CommandQueue extends MemoryQueue {
    /** {@code cmd_to}: only commands that are not there could take too long. */
    static final int TIMEOUT = 1 << 9;

    /** {@code cmd_ill}. */
    static final int ILLEGAL = 1 << 10;

    /** {@code fence_w_ip}: a fence that wanted to be heard of is done. */
    static final int FENCED = 1 << 11;

    private static final int STOPPED = MEMORY_FAULT | TIMEOUT | ILLEGAL;

    private final Bus bus;
    private final DeviceDirectory directory;
    private final Tlb translations;

    CommandQueue(Bus bus, DeviceDirectory directory, Tlb translations) {
        super(Command.BYTES, STOPPED | FENCED);
        this.bus = bus;
        this.directory = directory;
        this.translations = translations;
    }

    @Override
    int softwareIndex() {
        return tail;
    }

    @Override
    void softwareIndex(int index) {
        tail = index & indexMask();
    }

    @Override
    void restart() {
        head = 0;
    }

    /** Whether there is a command to carry out. */
    boolean waits() {
        return on() && !any(STOPPED) && head != tail;
    }

    /** Carries out so many commands at most. */
    void work(int most) {
        for (int count = 0; count < most && waits(); count++) {
            long at = address(head);
            PhysicalMemory memory = bus.memoryAt(at, Command.BYTES);
            if (memory == null) {
                set(MEMORY_FAULT);
                return;
            }
            int condition = perform(Command.decode(memory.loadDouble(at), memory.loadDouble(at + 8)));
            set(condition);
            if ((condition & STOPPED) == 0) {
                head = next(head);
            }
        }
    }

    /** Returns the conditions that follow, 0 for none. */
    private int perform(Command command) {
        return switch (command) {
            case null -> ILLEGAL;
            case Command.ForgetFirstStage first -> {
                translations.fenceFirstStage(
                        first.ofGuest(),
                        first.guest(),
                        first.byAddress(),
                        first.address(),
                        first.ofProcess(),
                        first.process());
                yield 0;
            }
            case Command.ForgetSecondStage second -> {
                translations.fenceSecondStage(second.byAddress(), second.address(), second.ofGuest(), second.guest());
                yield 0;
            }
            case Command.Fence fence -> fence(fence);
            case Command.ForgetContext forget -> forget(forget);
        };
    }

    private int fence(Command.Fence fence) {
        if (fence.store()) {
            byte[] data = ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(fence.data())
                    .array();
            if (!bus.write(fence.address(), data, 0, data.length)) {
                return MEMORY_FAULT;
            }
        }
        return fence.interrupt() ? FENCED : 0;
    }

    private int forget(Command.ForgetContext forget) {
        if (!forget.ofDevice()) {
            directory.invalidateAll();
            return 0;
        }
        if (!directory.covers(forget.device())) {
            return ILLEGAL;
        }
        directory.invalidate(forget.device());
        return 0;
    }
}

package org.cofferdam.machine.device;

import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** The virtio transport over MMIO, version 2 (virtio 1.2, section 4.2). Registers are 32 bits wide; configuration bytes any width. */
public final class VirtioMmio implements Device {
    private static final int MAGIC = 0x74726976;
    private static final int VERSION = 2;
    private static final int VENDOR = 0x554d4551; // as QEMU
    private static final long CONFIGURATION = 0x100;
    private static final long FEATURE_INDIRECT_DESCRIPTORS = 1L << 28;
    private static final long FEATURE_VERSION_1 = 1L << 32;
    private static final long FEATURE_ACCESS_PLATFORM = 1L << 33;

    private static final int STATUS_DRIVER_OK = 4;
    private static final int STATUS_FEATURES_OK = 8;
    private static final int STATUS_NEEDS_RESET = 64;
    private static final int INTERRUPT_USED = 1;
    private static final int INTERRUPT_CONFIGURATION = 2;

    private final VirtioDevice backend;
    private final InterruptLine line;

    /** What must be accepted; without ACCESS_PLATFORM a driver would give addresses that mean something else (section 6.2). */
    private final long requiredFeatures;

    private final VirtQueue[] queues;
    private int deviceFeaturesSelector;
    private int driverFeaturesSelector;
    private long driverFeatures;
    private int queueSelector;
    private int status;
    private int interruptStatus;

    /** A transport for {@code backend}, which reaches memory through {@code dma} alone. */
    public VirtioMmio(VirtioDevice backend, DmaPort dma, InterruptLine line) {
        this.backend = backend;
        this.line = line;
        requiredFeatures =
                FEATURE_VERSION_1 | (dma.translates() ? FEATURE_ACCESS_PLATFORM : 0) | backend.requiredFeatures();
        queues = new VirtQueue[backend.queues()];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = new VirtQueue(dma, backend.queueSize());
        }
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public long length() {
        return 0x1000;
    }

    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        return soc.child("virtio_mmio", base)
                .text("compatible", "virtio,mmio")
                .reg(base, length())
                .interruptsExtended(interrupts);
    }

    @Override
    public void reset() {
        deviceFeaturesSelector = 0;
        driverFeaturesSelector = 0;
        driverFeatures = 0;
        queueSelector = 0;
        status = 0;
        interruptStatus = 0;
        for (VirtQueue queue : queues) {
            queue.reset();
        }
        backend.reset();
        line.set(false);
    }

    @Override
    public long load(long offset, int size) {
        if (offset >= CONFIGURATION) {
            return loadConfiguration(offset - CONFIGURATION, size);
        }
        return size == 4 ? loadRegister((int) offset) & 0xffff_ffffL : 0;
    }

    private long loadConfiguration(long offset, int size) {
        byte[] configuration = backend.configuration();
        long value = 0;
        for (int i = 0; i < size && offset + i < configuration.length; i++) {
            value |= (configuration[(int) offset + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    private int loadRegister(int offset) {
        VirtQueue queue = selectedQueue();
        return switch (offset) {
            case 0x00 -> MAGIC;
            case 0x04 -> VERSION;
            case 0x08 -> backend.id();
            case 0x0c -> VENDOR;
            case 0x10 -> half(offeredFeatures(), deviceFeaturesSelector);
            case 0x34 -> queue == null ? 0 : queue.maximumSize();
            case 0x44 -> queue != null && queue.ready() ? 1 : 0;
            case 0x60 -> interruptStatus;
            case 0x70 -> status;
            case 0xb0, 0xb4, 0xb8, 0xbc -> -1; // no shared memory regions
            case 0xfc -> backend.configurationGeneration();
            default -> 0;
        };
    }

    @Override
    public void store(long offset, int size, long value) {
        if (offset >= CONFIGURATION) {
            backend.configure((int) (offset - CONFIGURATION), size, value);
            return;
        }
        if (size != 4) {
            return;
        }
        int word = (int) value;
        switch ((int) offset) {
            case 0x14 -> deviceFeaturesSelector = word;
            case 0x20 -> acceptFeatures(word);
            case 0x24 -> driverFeaturesSelector = word;
            case 0x30 -> queueSelector = word;
            case 0x50 -> notify(word);
            case 0x64 -> {
                interruptStatus &= ~word;
                line.set(interruptStatus != 0);
            }
            case 0x70 -> storeStatus(word & 0xff);
            default -> storeQueueRegister((int) offset, word);
        }
    }

    /** Section 3.1.1: what FEATURES_OK has settled is settled until the reset. */
    private void acceptFeatures(int word) {
        if ((status & STATUS_FEATURES_OK) == 0) {
            driverFeatures = withHalf(driverFeatures, driverFeaturesSelector, word);
        }
    }

    private void storeQueueRegister(int offset, int word) {
        VirtQueue queue = selectedQueue();
        if (queue == null) {
            return;
        }
        if (offset == 0x44) {
            queue.ready((word & 1) != 0);
            afterWork();
        } else if (!queue.ready()) { // section 4.2.2.2: the layout is fixed while the queue is ready
            switch (offset) {
                case 0x38 -> queue.size = word;
                case 0x80 -> queue.descriptors = withHalf(queue.descriptors, 0, word);
                case 0x84 -> queue.descriptors = withHalf(queue.descriptors, 1, word);
                case 0x90 -> queue.available = withHalf(queue.available, 0, word);
                case 0x94 -> queue.available = withHalf(queue.available, 1, word);
                case 0xa0 -> queue.used = withHalf(queue.used, 0, word);
                case 0xa4 -> queue.used = withHalf(queue.used, 1, word);
                default -> {}
            }
        }
    }

    private void storeStatus(int value) {
        if (value == 0) {
            reset();
            return;
        }
        int accepted = value & ~STATUS_NEEDS_RESET;
        boolean featuresFine =
                (driverFeatures & ~offeredFeatures()) == 0 && (driverFeatures & requiredFeatures) == requiredFeatures;
        if (!featuresFine) {
            accepted &= ~STATUS_FEATURES_OK;
        }
        status = accepted | (status & STATUS_NEEDS_RESET);
        tellQueues();
        for (int i = 0; i < queues.length && live(); i++) {
            serve(i); // buffers may have been made available before DRIVER_OK
        }
    }

    private void tellQueues() {
        boolean settled = (status & STATUS_FEATURES_OK) != 0;
        for (VirtQueue queue : queues) {
            queue.indirect = settled && (driverFeatures & FEATURE_INDIRECT_DESCRIPTORS) != 0;
        }
    }

    private void notify(int index) {
        if (live() && index >= 0 && index < queues.length) {
            serve(index);
        }
    }

    private void serve(int index) {
        queues[index].allowOneRound();
        backend.notified(index, queues[index]);
        afterWork();
    }

    @Override
    public void poll() {
        if (!live()) {
            return;
        }
        for (int i = 0; i < queues.length; i++) {
            queues[i].allowOneRound();
            backend.poll(i, queues[i]);
        }
        if (backend.takeConfigurationChange()) {
            raise(INTERRUPT_CONFIGURATION);
        }
        afterWork();
    }

    private void afterWork() {
        int raised = 0;
        for (VirtQueue queue : queues) {
            if (queue.takeInterrupt()) {
                raised |= INTERRUPT_USED;
            }
            if (queue.failed() && (status & STATUS_NEEDS_RESET) == 0) {
                status |= STATUS_NEEDS_RESET;
                raised |= INTERRUPT_CONFIGURATION;
            }
        }
        if (raised != 0) {
            raise(raised);
        }
    }

    private void raise(int interrupts) {
        interruptStatus |= interrupts;
        line.set(true);
    }

    private boolean live() {
        int live = STATUS_FEATURES_OK | STATUS_DRIVER_OK;
        return (status & (live | STATUS_NEEDS_RESET)) == live;
    }

    private VirtQueue selectedQueue() {
        return queueSelector >= 0 && queueSelector < queues.length ? queues[queueSelector] : null;
    }

    private long offeredFeatures() {
        return backend.features() | requiredFeatures | FEATURE_INDIRECT_DESCRIPTORS;
    }

    @Override
    public void save(StateWriter out) {
        out.words(new int[] {deviceFeaturesSelector, driverFeaturesSelector, queueSelector, status, interruptStatus});
        out.number(driverFeatures);
        for (VirtQueue queue : queues) {
            queue.save(out);
        }
        backend.save(out);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        deviceFeaturesSelector = in.word();
        driverFeaturesSelector = in.word();
        queueSelector = in.word();
        status = in.bits(0xff);
        interruptStatus = in.bits(INTERRUPT_USED | INTERRUPT_CONFIGURATION);
        driverFeatures = in.number();
        for (VirtQueue queue : queues) {
            queue.restore(in);
        }
        tellQueues();
        backend.restore(in);
    }

    private static int half(long value, int selector) {
        return switch (selector) {
            case 0 -> (int) value;
            case 1 -> (int) (value >>> 32);
            default -> 0;
        };
    }

    private static long withHalf(long value, int selector, int word) {
        return switch (selector) {
            case 0 -> (value & 0xffff_ffff_0000_0000L) | (word & 0xffff_ffffL);
            case 1 -> (value & 0xffff_ffffL) | ((long) word << 32);
            default -> value;
        };
    }
}

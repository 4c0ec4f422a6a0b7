package org.cofferdam.properties.differential;

import java.util.Optional;
import java.util.function.Function;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.device.TestFinisher;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Witness;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.translator.Engine;

/** Runs an image of RAM on the hart under test until the image switches the machine off. */
public final class OwnMachine {

    private static final long FINISHER = 0x10_0000;
    private static final long MOST_CYCLES = 20_000_000;

    private final Function<PhysicalMemory, Optional<Witness>> witness;
    private boolean off;

    public OwnMachine() {
        this(_ -> Optional.empty());
    }

    /**
     * A machine that is watched.
     *
     * @param witness made for the machine's RAM
     */
    public OwnMachine(Function<PhysicalMemory, Optional<Witness>> witness) {
        this.witness = witness;
    }

    /** RAM at the end. */
    public byte[] run(byte[] image) {
        PhysicalMemory memory = new PhysicalMemory(ProgramBatch.BASE, image.length);
        memory.write(ProgramBatch.BASE, image, 0, image.length);
        Bus bus = new Bus();
        bus.attach(memory);
        CodeCache code = Engine.standard().codeCache(bus);
        Hart hart = new Hart(0, bus, code);
        bus.attach(FINISHER, new TestFinisher(new PowerSwitch() {
            @Override
            public void off(int status) {
                off = true;
                hart.stop();
            }

            @Override
            public void restart() {
                throw new AssertionError("the image restarts the machine");
            }
        }));
        witness.apply(memory).ifPresent(observer -> hart.probe().show(observer, 0));
        hart.pc = ProgramBatch.BASE;
        while (!off) {
            if (hart.run(hart.cycle + 1_000_000) > MOST_CYCLES || hart.waiting()) {
                throw new AssertionError("the image does not end: pc 0x%x, cycle %d%s"
                        .formatted(hart.pc, hart.cycle, hart.waiting() ? ", waiting" : ""));
            }
        }
        byte[] result = new byte[image.length];
        memory.read(ProgramBatch.BASE, result, 0, result.length);
        return result;
    }
}

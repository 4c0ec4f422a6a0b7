package org.cofferdam.properties.differential;

import java.util.Arrays;
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
    private static final int PAGE = 4096;

    /** Two more than a block is interpreted first, with {@code -Dcofferdam.threshold=16}. */
    private static final int ROUNDS = 18;

    private final Function<PhysicalMemory, Optional<Witness>> witness;
    private boolean off;
    private Hart current;

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

    /**
     * RAM at the end. In the translator the image is run again and again, until what it executes once a run has been translated, and the
     * last run counts.
     */
    public byte[] run(byte[] image) {
        PhysicalMemory memory = new PhysicalMemory(ProgramBatch.BASE, image.length);
        Bus bus = new Bus();
        bus.attach(memory);
        CodeCache code = Engine.standard().codeCache(bus);
        bus.attach(FINISHER, new TestFinisher(new PowerSwitch() {
            @Override
            public void off(int status) {
                off = true;
                current.stop();
            }

            @Override
            public void restart() {
                throw new AssertionError("the image restarts the machine");
            }
        }));
        byte[] result = new byte[image.length];
        int rounds = Engine.standard() == Engine.translator ? ROUNDS : 1;
        boolean watched = false;
        for (int round = 0; round < rounds; round++) {
            restore(memory, result, image);
            current = new Hart(0, bus, code);
            Optional<Witness> observer = witness.apply(memory);
            observer.ifPresent(seeing -> current.probe().show(seeing, 0));
            watched = observer.isPresent();
            run(current);
            memory.read(ProgramBatch.BASE, result, 0, result.length);
        }
        if (rounds > 1 && !watched && current.translated() == 0) {
            throw new AssertionError("nothing was translated in " + rounds + " runs");
        }
        return result;
    }

    /** Writes what differs alone: translations of pages that are written are forgotten. */
    private static void restore(PhysicalMemory memory, byte[] present, byte[] image) {
        for (int from = 0; from < image.length; from += PAGE) {
            int to = Math.min(from + PAGE, image.length);
            if (!Arrays.equals(present, from, to, image, from, to)) {
                memory.write(ProgramBatch.BASE + from, image, from, to - from);
            }
        }
    }

    private void run(Hart hart) {
        off = false;
        hart.pc = ProgramBatch.BASE;
        while (!off) {
            if (hart.run(hart.cycle + 1_000_000) > MOST_CYCLES || hart.waiting()) {
                throw new AssertionError("the image does not end: pc 0x%x, cycle %d%s"
                        .formatted(hart.pc, hart.cycle, hart.waiting() ? ", waiting" : ""));
            }
        }
    }
}

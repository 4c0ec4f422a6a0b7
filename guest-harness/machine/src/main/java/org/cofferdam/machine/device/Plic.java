package org.cofferdam.machine.device;

import java.util.Arrays;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * The platform-level interrupt controller (RISC-V PLIC specification 1.0.0) with level-triggered gateways. A request that a gateway
 * forwarded stays pending until it is claimed, even if its line falls meanwhile (specification, chapter 5).
 */
public final class Plic implements Device {
    /** The most sources that the register layout has room for. */
    public static final int MAXIMUM_SOURCES = 1023;

    /** The most contexts that the register layout has room for. */
    public static final int MAXIMUM_CONTEXTS = 15872;

    private static final int PENDING = 0x1000;
    private static final int ENABLE = 0x2000;
    private static final int ENABLE_STRIDE = 0x80;
    private static final int CONTEXT = 0x20_0000;
    private static final int CONTEXT_STRIDE = 0x1000;
    private static final int PRIORITIES = 7;

    private final int sources;
    private final InterruptLine[] contexts;
    private final int[] priority;
    private final boolean[] level;
    private final boolean[] claimed;
    private final int[] pending;
    private final int[][] enabled;
    private final int[] threshold;

    /**
     * A controller for sources 1 to {@code sources}.
     *
     * @throws IllegalArgumentException if the layout has no room for that many sources or contexts
     */
    public Plic(int sources, InterruptLine... contexts) {
        if (sources < 1 || sources > MAXIMUM_SOURCES || contexts.length > MAXIMUM_CONTEXTS) {
            throw new IllegalArgumentException(sources + " sources, " + contexts.length + " contexts");
        }
        this.sources = sources;
        this.contexts = contexts.clone();
        priority = new int[sources + 1];
        level = new boolean[sources + 1];
        claimed = new boolean[sources + 1];
        pending = new int[sources / 32 + 1];
        enabled = new int[contexts.length][pending.length];
        threshold = new int[contexts.length];
    }

    /** The device's end of a source's wire. Source 0 does not exist: it stands for "no interrupt". */
    public InterruptLine line(int source) {
        if (source < 1 || source > sources) {
            throw new IllegalArgumentException("no source " + source);
        }
        return asserted -> {
            if (level[source] != asserted) {
                level[source] = asserted;
                forward(source);
            }
        };
    }

    /** Whether a store at this offset tells the controller that an interrupt, whose source is stored, is completed. */
    public static boolean isCompletion(long offset) {
        return offset >= CONTEXT && offset % CONTEXT_STRIDE == 4;
    }

    @Override
    public String name() {
        return "plic";
    }

    @Override
    public long length() {
        return 0x60_0000;
    }

    /** {@inheritDoc} One line a context; source -1 stands for a context that leads nowhere. */
    @Override
    public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
        DeviceTree.Node node = soc.child("plic", base)
                .text("compatible", "sifive,plic-1.0.0", "riscv,plic0")
                .reg(base, length())
                .cells("#interrupt-cells", 1)
                .cells("#address-cells", 0)
                .flag("interrupt-controller")
                .interruptsExtended(interrupts)
                .cells("riscv,ndev", sources);
        node.phandle();
        return node;
    }

    @Override
    public void reset() {
        Arrays.fill(priority, 0);
        Arrays.fill(claimed, false);
        Arrays.fill(pending, 0);
        Arrays.fill(threshold, 0);
        for (int[] words : enabled) {
            Arrays.fill(words, 0);
        }
        for (int source = 1; source <= sources; source++) {
            forward(source);
        }
        update();
    }

    @Override
    public long load(long offset, int size) {
        if (size != 4 || offset % 4 != 0) {
            return 0;
        }
        int at = (int) offset;
        if (at < PENDING) {
            return at / 4 <= sources ? priority[at / 4] : 0;
        }
        if (at < ENABLE) {
            int word = (at - PENDING) / 4;
            return word < pending.length ? pending[word] & 0xffff_ffffL : 0;
        }
        if (at < CONTEXT) {
            int[] words = enables(at);
            int word = (at - ENABLE) % ENABLE_STRIDE / 4;
            return words != null && word < words.length ? words[word] & 0xffff_ffffL : 0;
        }
        int context = (at - CONTEXT) / CONTEXT_STRIDE;
        if (context >= contexts.length) {
            return 0;
        }
        return switch ((at - CONTEXT) % CONTEXT_STRIDE) {
            case 0 -> threshold[context];
            case 4 -> claim(context);
            default -> 0;
        };
    }

    @Override
    public void store(long offset, int size, long value) {
        if (size != 4 || offset % 4 != 0) {
            return;
        }
        int at = (int) offset;
        if (at < PENDING) {
            if (at > 0 && at / 4 <= sources) {
                priority[at / 4] = (int) value & PRIORITIES;
            }
        } else if (at >= ENABLE && at < CONTEXT) {
            int[] words = enables(at);
            int word = (at - ENABLE) % ENABLE_STRIDE / 4;
            if (words != null && word < words.length) {
                words[word] = (int) value & existing(word);
            }
        } else if (at >= CONTEXT) {
            int context = (at - CONTEXT) / CONTEXT_STRIDE;
            if (context < contexts.length) {
                switch ((at - CONTEXT) % CONTEXT_STRIDE) {
                    case 0 -> threshold[context] = (int) value & PRIORITIES;
                    case 4 -> complete(context, (int) value);
                    default -> {}
                }
            }
        }
        update();
    }

    private int[] enables(int offset) {
        int context = (offset - ENABLE) / ENABLE_STRIDE;
        return context < contexts.length ? enabled[context] : null;
    }

    /** Mask of the sources that exist in a word of bits. */
    private int existing(int word) {
        int last = sources - 32 * word;
        int mask = last >= 31 ? -1 : (1 << (last + 1)) - 1;
        return word == 0 ? mask & ~1 : mask;
    }

    /** The gateway: passes a request on unless one of this source is still being served. */
    private void forward(int source) {
        if (level[source] && !claimed[source]) {
            pending[source / 32] |= 1 << source;
            update();
        }
    }

    private int claim(int context) {
        int source = best(context);
        if (source != 0) {
            pending[source / 32] &= ~(1 << source);
            claimed[source] = true;
            update();
        }
        return source;
    }

    /** Ignored unless the source is enabled for this context (specification, chapter 9). */
    private void complete(int context, int source) {
        if (source >= 1 && source <= sources && (enabled[context][source / 32] & 1 << source) != 0) {
            claimed[source] = false;
            forward(source);
        }
    }

    /** The pending, enabled source of highest priority, lowest number first; 0 if there is none. */
    private int best(int context) {
        int best = 0;
        for (int word = 0; word < pending.length; word++) {
            for (int bits = pending[word] & enabled[context][word]; bits != 0; bits &= bits - 1) {
                int source = 32 * word + Integer.numberOfTrailingZeros(bits);
                if (priority[source] > priority[best]) {
                    best = source;
                }
            }
        }
        return best;
    }

    private void update() {
        for (int context = 0; context < contexts.length; context++) {
            contexts[context].set(priority[best(context)] > threshold[context]);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.words(priority);
        out.flags(level);
        out.flags(claimed);
        out.words(pending);
        for (int[] words : enabled) {
            out.words(words);
        }
        out.words(threshold);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        in.words(priority, 0, PRIORITIES);
        if (priority[0] != 0) {
            throw in.refuse("a priority for no interrupt");
        }
        in.flags(level);
        in.flags(claimed);
        for (int word = 0; word < pending.length; word++) {
            pending[word] = in.bits(existing(word));
        }
        for (int[] words : enabled) {
            for (int word = 0; word < words.length; word++) {
                words[word] = in.bits(existing(word));
            }
        }
        in.words(threshold, 0, PRIORITIES);
    }
}

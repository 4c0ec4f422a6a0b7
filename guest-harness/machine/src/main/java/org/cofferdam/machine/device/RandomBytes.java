package org.cofferdam.machine.device;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * Bytes that look random and follow from a seed: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). A
 * guest's keys made from them are no secret to who knows the seed, which is the price of runs that can be repeated.
 */
public final class RandomBytes implements Stateful {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public RandomBytes(long seed) {
        state = seed;
    }

    /** Fills the first {@code length} bytes. */
    public void fill(byte[] into, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = i % Long.BYTES == 0 ? next() : word >>> Byte.SIZE;
            into[i] = (byte) word;
        }
    }

    private long next() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public void save(StateWriter out) {
        out.number(state);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        state = in.number();
    }
}

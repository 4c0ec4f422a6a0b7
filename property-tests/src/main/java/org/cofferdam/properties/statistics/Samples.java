package org.cofferdam.properties.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was sent through a channel and what came out, one pair for each use. Inputs and outputs are any numbers; nothing but
 * whether they are equal counts.
 */
public final class Samples {
    private final List<Long> inputs = new ArrayList<>();
    private final List<Long> outputs = new ArrayList<>();

    /** No samples. */
    public Samples() {}

    /** Adds one use of the channel. */
    public Samples add(long input, long output) {
        inputs.add(input);
        outputs.add(output);
        return this;
    }

    /** How often the channel was used. */
    public int size() {
        return inputs.size();
    }

    /** Inputs as places in the order of their values, one for each use. */
    int[] inputLabels() {
        return labels(inputs);
    }

    /** Outputs as places in the order of their values, one for each use. */
    int[] outputLabels() {
        return labels(outputs);
    }

    private static int[] labels(List<Long> values) {
        TreeMap<Long, Integer> places = new TreeMap<>();
        new TreeSet<>(values).forEach(value -> places.put(value, places.size()));
        return values.stream().mapToInt(places::get).toArray();
    }
}

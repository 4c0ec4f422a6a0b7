package org.cofferdam.properties.statistics;

import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.util.MathArrays;

/**
 * What samples say about a channel.
 *
 * @param samples     how often it was used
 * @param information mutual information of input and output in bits a use, for the inputs as they were
 * @param bound       what it stays under in 99 of 100 cases if input and output have nothing to do with each other: found by
 *                    dealing the same outputs out to the inputs anew
 * @param capacity    of the channel with the probabilities that were seen, in bits a use; on few samples too high
 */
public record Estimate(int samples, double information, double bound, double capacity) {
    private static final int DEALS = 400;
    private static final double PERCENT = 99;
    private static final double TOLERANCE = 1e-6;

    /**
     * Estimates.
     *
     * @param seed of the dealing
     * @throws IllegalArgumentException if there are no samples
     */
    public static Estimate of(Samples samples, int seed) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("nothing can be said of a channel that was never used");
        }
        int[] inputs = samples.inputLabels();
        int[] outputs = samples.outputLabels();
        JointCounts counts = new JointCounts(inputs, outputs);
        RandomGenerator random = new Well19937c(seed);
        double[] dealt = new double[DEALS];
        int[] anew = outputs.clone();
        for (int deal = 0; deal < DEALS; deal++) {
            MathArrays.shuffle(anew, random);
            dealt[deal] = new JointCounts(inputs, anew).information();
        }
        double bound = new Percentile(PERCENT).evaluate(dealt);
        return new Estimate(samples.size(), counts.information(), bound, Capacity.of(counts.channel(), TOLERANCE));
    }

    /** Whether more comes through than chance explains. */
    public boolean leaks() {
        return information > bound;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d samples: %.4f bits a use, by chance up to %.4f; capacity %.4f bits",
                samples,
                information,
                bound,
                capacity);
    }
}

package org.cofferdam.properties.statistics;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/** The capacity of a memoryless channel (Blahut 1972, Arimoto 1972). */
public final class Capacity {
    private static final int MOST_STEPS = 100_000;

    private Capacity() {}

    /**
     * The most bits that one use of the channel can carry.
     *
     * @param channel   the probability of each output given each input, by rows of inputs; each row adds up to 1
     * @param tolerance in bits: lower and upper bound of the result are no further apart
     * @throws IllegalArgumentException if a row does not add up to 1
     */
    public static double of(double[][] channel, double tolerance) {
        for (double[] row : channel) {
            if (Math.abs(Arrays.stream(row).sum() - 1) > 1e-9) {
                throw new IllegalArgumentException("probabilities that do not add up to 1: " + Arrays.toString(row));
            }
        }
        double[] input = new double[channel.length];
        Arrays.fill(input, 1.0 / channel.length);
        double lower = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gains = gains(channel, input);
            double sum = 0;
            double best = 0;
            for (int x = 0; x < input.length; x++) {
                sum += input[x] * gains[x];
                best = Math.max(best, gains[x]);
            }
            lower = FastMath.log(2, sum);
            if (FastMath.log(2, best) - lower <= tolerance) {
                return lower;
            }
            for (int x = 0; x < input.length; x++) {
                input[x] *= gains[x] / sum;
            }
        }
        return lower;
    }

    /** For each input, two to the power of the divergence of what it causes from what all inputs together cause. */
    private static double[] gains(double[][] channel, double[] input) {
        double[] output = new double[channel[0].length];
        for (int x = 0; x < input.length; x++) {
            for (int y = 0; y < output.length; y++) {
                output[y] += input[x] * channel[x][y];
            }
        }
        double[] gains = new double[input.length];
        for (int x = 0; x < input.length; x++) {
            double divergence = 0;
            for (int y = 0; y < output.length; y++) {
                if (channel[x][y] > 0) {
                    divergence += channel[x][y] * FastMath.log(channel[x][y] / output[y]);
                }
            }
            gains[x] = FastMath.exp(divergence);
        }
        return gains;
    }
}

package org.cofferdam.properties.statistics;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/** How often each pair of an input and an output came. */
final class JointCounts {
    private final long[][] counts;
    private final long total;

    /**
     * Counts pairs.
     *
     * @param inputs  labels from 0
     * @param outputs labels from 0, as many
     */
    JointCounts(int[] inputs, int[] outputs) {
        int rows = Arrays.stream(inputs).max().orElse(-1) + 1;
        int columns = Arrays.stream(outputs).max().orElse(-1) + 1;
        counts = new long[rows][columns];
        for (int i = 0; i < inputs.length; i++) {
            counts[inputs[i]][outputs[i]]++;
        }
        total = inputs.length;
    }

    /**
     * The mutual information of input and output in bits, from relative frequencies. On few samples it is too high: by about
     * (inputs - 1) (outputs - 1) / (2 n ln 2) if they are independent (Miller 1955).
     */
    double information() {
        double[] input = new double[counts.length];
        double[] output = new double[counts.length == 0 ? 0 : counts[0].length];
        for (int x = 0; x < input.length; x++) {
            for (int y = 0; y < output.length; y++) {
                input[x] += counts[x][y];
                output[y] += counts[x][y];
            }
        }
        double bits = 0;
        for (int x = 0; x < input.length; x++) {
            for (int y = 0; y < output.length; y++) {
                if (counts[x][y] > 0) {
                    bits += counts[x][y] * FastMath.log(2, counts[x][y] * (double) total / (input[x] * output[y]));
                }
            }
        }
        return total == 0 ? 0 : Math.max(0, bits / total);
    }

    /** The probability of each output given each input, by rows of inputs. */
    double[][] channel() {
        double[][] rows = new double[counts.length][];
        for (int x = 0; x < rows.length; x++) {
            double sum = Arrays.stream(counts[x]).sum();
            rows[x] = Arrays.stream(counts[x]).mapToDouble(count -> count / sum).toArray();
        }
        return rows;
    }
}

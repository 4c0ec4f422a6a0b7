package org.cofferdam.properties.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The estimator, on channels whose capacity is known. */
class EstimateTest {
    private static final int USES = 20_000;

    /** A channel: what comes out if this goes in. */
    private interface Channel {
        long use(long input, SplittableRandom random);
    }

    private static Estimate estimate(int inputs, int uses, Channel channel) {
        SplittableRandom random = new SplittableRandom(7);
        Samples samples = new Samples();
        for (int i = 0; i < uses; i++) {
            long input = random.nextInt(inputs);
            samples.add(input, channel.use(input, random));
        }
        return Estimate.of(samples, 3);
    }

    private static double entropy(double p) {
        return p == 0 || p == 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }

    @Test
    void aBinarySymmetricChannelHasOneBitLessItsNoise() {
        for (double flips : new double[] {0.01, 0.11, 0.3}) {
            Estimate found = estimate(2, USES, (input, random) -> random.nextDouble() < flips ? 1 - input : input);
            assertEquals(1 - entropy(flips), found.capacity(), 0.03, found::toString);
            assertEquals(1 - entropy(flips), found.information(), 0.03, found::toString);
            assertTrue(found.leaks());
        }
    }

    @Test
    void anErasureChannelLosesWhatIsErased() {
        for (double erased : new double[] {0.1, 0.5, 0.9}) {
            Estimate found = estimate(2, USES, (input, random) -> random.nextDouble() < erased ? 2 : input);
            assertEquals(1 - erased, found.capacity(), 0.03, found::toString);
            assertTrue(found.leaks());
        }
    }

    @Test
    void aChannelWithoutNoiseHasAllBitsOfItsInputs() {
        Estimate found = estimate(8, USES, (input, _) -> 1000 - input * input);
        assertEquals(3, found.capacity(), 1e-4);
        assertEquals(3, found.information(), 0.01);
        assertTrue(found.leaks());
    }

    /** The capacity is reached by other inputs than those that were used: 1 bit in 3 is noise for one input alone. */
    @Test
    void theCapacityIsThatOfTheBestInputs() {
        double capacity = Capacity.of(new double[][] {{1, 0}, {0.5, 0.5}}, 1e-9);
        assertEquals(Math.log(5.0 / 4) / Math.log(2), capacity, 1e-6, "the Z-channel");
        assertEquals(0, Capacity.of(new double[][] {{0.2, 0.8}, {0.2, 0.8}}, 1e-9), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> Capacity.of(new double[][] {{0.2, 0.7}}, 1e-9));
    }

    /** Few samples and many outputs look like information; the bound knows that it is none. */
    @Test
    void independentOutputsStayUnderTheBound() {
        int above = 0;
        for (int run = 0; run < 100; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Samples samples = new Samples();
            for (int i = 0; i < 200; i++) {
                samples.add(random.nextInt(4), random.nextInt(20));
            }
            Estimate found = Estimate.of(samples, run);
            assertTrue(found.information() > 0.1, "the bias is there: " + found);
            above += found.leaks() ? 1 : 0;
        }
        assertTrue(above <= 4, above + " of 100 runs above a bound of 99 %");
    }

    @Test
    void equalSamplesSayNothing() {
        Estimate found = estimate(4, 100, (_, _) -> 17);
        assertEquals(0, found.information());
        assertEquals(0, found.capacity(), 1e-9);
        assertFalse(found.leaks());
        assertThrows(IllegalArgumentException.class, () -> Estimate.of(new Samples(), 1));
    }
}

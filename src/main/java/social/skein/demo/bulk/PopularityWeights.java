package social.skein.demo.bulk;

import java.util.Arrays;

/**
 * The weights with which accounts must be drawn as remote followees to end up with their intended followers. An account
 * is followed at most once by each follower, so draws of popular accounts repeat: their weight must exceed their
 * followers.
 */
final class PopularityWeights {
    /** Followers are grouped by their number of draws into logarithmic buckets. */
    private static final int BUCKETS_PER_DOUBLING = 4;

    private static final int BUCKETS = 14 * BUCKETS_PER_DOUBLING;
    private static final int ROUNDS = 8;

    /** Accounts with at most this many followers are hardly ever drawn twice by one follower. */
    private static final int NO_REPEAT_THRESHOLD = 100;

    private final double[] drawersByBucket = new double[BUCKETS];
    private final double[] drawsByBucket = new double[BUCKETS];
    private final double totalDraws;

    /** @param draws the remote draws of each account */
    private PopularityWeights(int[] draws) {
        for (int count : draws) {
            if (count > 0) {
                int bucket =
                        Math.min(BUCKETS - 1, (int) (BUCKETS_PER_DOUBLING * StrictMath.log(count) / StrictMath.log(2)));
                drawersByBucket[bucket]++;
                this.drawsByBucket[bucket] += count;
            }
        }
        this.totalDraws = Arrays.stream(this.drawsByBucket).sum();
    }

    /** The weights that give each account its wanted followers for the given draws per account. */
    static double[] compute(int[] wanted, int[] draws) {
        PopularityWeights distribution = new PopularityWeights(draws);
        double[] weights = Arrays.stream(wanted).asDoubleStream().toArray();
        for (int round = 0; round < ROUNDS; round++) {
            double sum = Arrays.stream(weights).sum();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = wanted[i] > NO_REPEAT_THRESHOLD
                        ? weights[i] * wanted[i] / distribution.expectedFollowers(weights[i] / sum)
                        : wanted[i] * sum / distribution.totalDraws;
            }
        }
        return weights;
    }

    /** The expected number of accounts that draw, at least once, an account of this probability. */
    private double expectedFollowers(double probability) {
        double expected = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (drawersByBucket[bucket] > 0) {
                expected += drawersByBucket[bucket]
                        * (1 - StrictMath.exp(-probability * drawsByBucket[bucket] / drawersByBucket[bucket]));
            }
        }
        return expected;
    }
}

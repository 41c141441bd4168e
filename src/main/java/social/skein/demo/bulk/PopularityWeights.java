package social.skein.demo.bulk;

import java.util.Arrays;

/**
 * With what weight people must be drawn from afar to end up with the followers they should have. Nobody follows the same
 * person twice, so who draws many meets the best known again and again: those need more weight than followers.
 */
final class PopularityWeights {
    /** Followees are told apart by powers of this many to the doubling. */
    private static final int BUCKETS_PER_DOUBLING = 4;

    private static final int BUCKETS = 14 * BUCKETS_PER_DOUBLING;
    private static final int ROUNDS = 8;

    /** Who has no more than this is hardly ever met twice. */
    private static final int NO_REPEAT_THRESHOLD = 100;

    private final double[] drawersByBucket = new double[BUCKETS];
    private final double[] drawsByBucket = new double[BUCKETS];
    private final double totalDraws;

    /** @param draws how many each draws from afar */
    private PopularityWeights(int[] draws) {
        for (int each : draws) {
            if (each > 0) {
                int bucket =
                        Math.min(BUCKETS - 1, (int) (BUCKETS_PER_DOUBLING * StrictMath.log(each) / StrictMath.log(2)));
                drawersByBucket[bucket]++;
                this.drawsByBucket[bucket] += each;
            }
        }
        this.totalDraws = Arrays.stream(this.drawsByBucket).sum();
    }

    /** The weights with which so many are drawn of each, when so many are drawn by each. */
    static double[] compute(int[] wanted, int[] draws) {
        PopularityWeights renown = new PopularityWeights(draws);
        double[] weights = Arrays.stream(wanted).asDoubleStream().toArray();
        for (int round = 0; round < ROUNDS; round++) {
            double sum = Arrays.stream(weights).sum();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = wanted[i] > NO_REPEAT_THRESHOLD
                        ? weights[i] * wanted[i] / renown.expectedFollowers(weights[i] / sum)
                        : wanted[i] * sum / renown.totalDraws;
            }
        }
        return weights;
    }

    /** How many meet somebody who is drawn with this chance. */
    private double expectedFollowers(double chance) {
        double met = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (drawersByBucket[bucket] > 0) {
                met += drawersByBucket[bucket]
                        * (1 - StrictMath.exp(-chance * drawsByBucket[bucket] / drawersByBucket[bucket]));
            }
        }
        return met;
    }
}

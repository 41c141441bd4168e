package social.skein.crowd;

import java.util.Arrays;

/**
 * With what weight people must be drawn from afar to end up with the followers they should have. Nobody follows the same
 * person twice, so who draws many meets the best known again and again: those need more weight than followers.
 */
final class Renown {
    /** Followees are told apart by powers of this many to the doubling. */
    private static final int STEPS = 4;

    private static final int BUCKETS = 14 * STEPS;
    private static final int ROUNDS = 8;

    /** Who has no more than this is hardly ever met twice. */
    private static final int FEW = 100;

    private final double[] drawers = new double[BUCKETS];
    private final double[] draws = new double[BUCKETS];
    private final double all;

    /** @param draws how many each draws from afar */
    private Renown(int[] draws) {
        for (int each : draws) {
            if (each > 0) {
                int bucket = Math.min(BUCKETS - 1, (int) (STEPS * StrictMath.log(each) / StrictMath.log(2)));
                drawers[bucket]++;
                this.draws[bucket] += each;
            }
        }
        this.all = Arrays.stream(this.draws).sum();
    }

    /** The weights with which so many are drawn of each, when so many are drawn by each. */
    static double[] of(int[] wanted, int[] draws) {
        Renown renown = new Renown(draws);
        double[] weights = Arrays.stream(wanted).asDoubleStream().toArray();
        for (int round = 0; round < ROUNDS; round++) {
            double sum = Arrays.stream(weights).sum();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = wanted[i] > FEW
                        ? weights[i] * wanted[i] / renown.met(weights[i] / sum)
                        : wanted[i] * sum / renown.all;
            }
        }
        return weights;
    }

    /** How many meet somebody who is drawn with this chance. */
    private double met(double chance) {
        double met = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (drawers[bucket] > 0) {
                met += drawers[bucket] * (1 - StrictMath.exp(-chance * draws[bucket] / drawers[bucket]));
            }
        }
        return met;
    }
}

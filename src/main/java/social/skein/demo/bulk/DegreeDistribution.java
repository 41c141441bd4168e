package social.skein.demo.bulk;

import social.skein.demo.seed.SeededRandom;

/**
 * The distribution of followers per account. Active accounts have a lognormal number with a power-law tail above a
 * threshold; inactive accounts have almost none.
 *
 * @param activeShare the share of active accounts
 * @param median followers of the active accounts
 * @param sigma standard deviation of the logarithm of the followers
 * @param tailThreshold numbers above it are redrawn from the power law
 * @param tailExponent exponent of the density of the power law
 * @param maxFollowers upper bound per account
 */
record DegreeDistribution(
        double activeShare, double median, double sigma, int tailThreshold, double tailExponent, int maxFollowers) {
    /** The density of the normal distribution at the quantile that splits 60 % from 40 %. */
    private static final double DENSITY_AT_SPLIT = 0.3863;

    /**
     * One redrawn account.
     *
     * @param zScore connectedness with mean 0 and standard deviation 1; it correlates followers with followees
     */
    record DegreeSample(int followers, double zScore) {}

    DegreeSample sample(SeededRandom random) {
        boolean active = random.nextBoolean(activeShare);
        double normal = random.nextGaussian();
        double deviation =
                StrictMath.sqrt(1 - DENSITY_AT_SPLIT * DENSITY_AT_SPLIT * (1 / activeShare + 1 / (1 - activeShare)));
        double mean = active ? DENSITY_AT_SPLIT / activeShare : -DENSITY_AT_SPLIT / (1 - activeShare);
        int followers = active ? activeFollowers(normal, random) : inactiveFollowers(random);
        return new DegreeSample(Math.min(followers, maxFollowers), mean + deviation * normal);
    }

    private int activeFollowers(double normal, SeededRandom random) {
        double followers = median * StrictMath.exp(sigma * normal);
        double redrawn = followers <= tailThreshold
                ? followers
                : tailThreshold * StrictMath.pow(1 - random.nextDouble(), -1 / (tailExponent - 1));
        return (int) Math.min(Math.round(redrawn), maxFollowers);
    }

    /** Geometric: none for half of the accounts, one for a quarter, and so on. */
    private static int inactiveFollowers(SeededRandom random) {
        return (int) (StrictMath.log(1 - random.nextDouble()) / StrictMath.log(0.5));
    }

    DegreeDistribution cappedAt(int followers) {
        return new DegreeDistribution(
                activeShare, median, sigma, tailThreshold, tailExponent, Math.min(maxFollowers, followers));
    }
}

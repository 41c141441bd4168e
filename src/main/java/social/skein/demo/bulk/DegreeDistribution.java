package social.skein.demo.bulk;

import social.skein.demo.seed.SeededRandom;

/**
 * How many followers people have. Some are active and have a lognormal number, with the heavy tail of a power law above a
 * border; the others have next to none.
 *
 * @param activeShare the share of accounts under the first law
 * @param median of the followers of the active
 * @param sigma of the logarithm of their number
 * @param tailThreshold more followers than this are drawn anew from the power law
 * @param tailExponent of the density of that law
 * @param maxFollowers followers anybody has
 */
record DegreeDistribution(
        double activeShare, double median, double sigma, int tailThreshold, double tailExponent, int maxFollowers) {
    /** The density of the bell curve where it parts 60 % from 40 %. */
    private static final double DENSITY_AT_SPLIT = 0.3863;

    /**
     * Somebody, as the law draws them.
     *
     * @param zScore how well connected they are, with mean 0 and deviation 1: who has many followers follows many
     */
    record DegreeSample(int followers, double zScore) {}

    DegreeSample sample(SeededRandom chance) {
        boolean isActive = chance.nextBoolean(activeShare);
        double normal = chance.nextGaussian();
        double within =
                StrictMath.sqrt(1 - DENSITY_AT_SPLIT * DENSITY_AT_SPLIT * (1 / activeShare + 1 / (1 - activeShare)));
        double mean = isActive ? DENSITY_AT_SPLIT / activeShare : -DENSITY_AT_SPLIT / (1 - activeShare);
        int followers = isActive ? activeFollowers(normal, chance) : inactiveFollowers(chance);
        return new DegreeSample(Math.min(followers, maxFollowers), mean + within * normal);
    }

    private int activeFollowers(double normal, SeededRandom chance) {
        double followers = median * StrictMath.exp(sigma * normal);
        double drawn = followers <= tailThreshold
                ? followers
                : tailThreshold * StrictMath.pow(1 - chance.nextDouble(), -1 / (tailExponent - 1));
        return (int) Math.min(Math.round(drawn), maxFollowers);
    }

    /** None for half of them, one for a quarter, and so on. */
    private static int inactiveFollowers(SeededRandom chance) {
        return (int) (StrictMath.log(1 - chance.nextDouble()) / StrictMath.log(0.5));
    }

    DegreeDistribution cappedAt(int followers) {
        return new DegreeDistribution(
                activeShare, median, sigma, tailThreshold, tailExponent, Math.min(maxFollowers, followers));
    }
}

package social.skein.crowd;

import social.skein.seed.Chance;

/**
 * How many followers people have. Some are active and have a lognormal number, with the heavy tail of a power law above a
 * border; the others have next to none.
 *
 * @param active the share of accounts under the first law
 * @param median of the followers of the active
 * @param sigma of the logarithm of their number
 * @param tailFrom more followers than this are drawn anew from the power law
 * @param tailExponent of the density of that law
 * @param most followers anybody has
 */
record DegreeLaw(double active, double median, double sigma, int tailFrom, double tailExponent, int most) {
    /** The density of the bell curve where it parts 60 % from 40 %. */
    private static final double PARTING = 0.3863;

    /**
     * Somebody, as the law draws them.
     *
     * @param standing how well connected they are, with mean 0 and deviation 1: who has many followers follows many
     */
    record Drawn(int followers, double standing) {}

    Drawn draw(Chance chance) {
        boolean isActive = chance.of(active);
        double normal = chance.normal();
        double within = StrictMath.sqrt(1 - PARTING * PARTING * (1 / active + 1 / (1 - active)));
        double mean = isActive ? PARTING / active : -PARTING / (1 - active);
        int followers = isActive ? followers(normal, chance) : few(chance);
        return new Drawn(Math.min(followers, most), mean + within * normal);
    }

    private int followers(double normal, Chance chance) {
        double followers = median * StrictMath.exp(sigma * normal);
        double drawn = followers <= tailFrom
                ? followers
                : tailFrom * StrictMath.pow(1 - chance.share(), -1 / (tailExponent - 1));
        return (int) Math.min(Math.round(drawn), most);
    }

    /** None for half of them, one for a quarter, and so on. */
    private static int few(Chance chance) {
        return (int) (StrictMath.log(1 - chance.share()) / StrictMath.log(0.5));
    }

    DegreeLaw atMost(int followers) {
        return new DegreeLaw(active, median, sigma, tailFrom, tailExponent, Math.min(most, followers));
    }
}

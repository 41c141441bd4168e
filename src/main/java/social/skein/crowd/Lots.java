package social.skein.crowd;

import social.skein.seed.Chance;

/**
 * What chance deals to each account: a stream of numbers for each account and purpose, so that anybody's can be drawn
 * without anybody else's, in any order and on any thread.
 */
final class Lots {
    private static final long SEED = 20_240_601;

    /** What the numbers decide. */
    enum Purpose {
        FOLLOWERS(0),
        FOLLOWEES(1),
        FRIENDS(2),
        TARGETS(3),
        TIMES(4),
        EAGERNESS(5),
        KINDS(6),
        REACTIONS(7),
        WORDS(8);

        private final int salt;

        Purpose(int salt) {
            this.salt = salt;
        }
    }

    private Lots() {}

    /** All the numbers of one account for one purpose, one after the other. */
    static Chance of(int account, Purpose purpose) {
        return new Chance(stream(account, purpose));
    }

    /** One of them, from 0 to 1: what {@link #of} would deal as this number, counted from 0. */
    static double share(int account, Purpose purpose, long number) {
        return share(stream(account, purpose), number);
    }

    static double share(long stream, long number) {
        return (Chance.mixed(stream + (number + 1) * Chance.STRIDE) >>> 11) * 0x1.0p-53;
    }

    static long stream(int account, Purpose purpose) {
        return Chance.mixed(Chance.mixed(SEED ^ account) + purpose.salt);
    }
}

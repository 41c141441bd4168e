package social.skein.demo.bulk;

import social.skein.demo.seed.SeededRandom;

/**
 * Deterministic random numbers: one stream per account and purpose, so that the numbers of an account can be drawn
 * independently of all others, in any order and on any thread.
 */
final class RandomStreams {
    private static final long SEED = 20_240_601;

    /** The use of the numbers. */
    enum Purpose {
        FOLLOWERS(0),
        FOLLOWEES(1),
        COMMUNITY_FOLLOWS(2),
        REMOTE_FOLLOWS(3),
        TIMES(4),
        ACTIVITY(5),
        KINDS(6),
        REACTIONS(7),
        WORDS(8);

        private final int salt;

        Purpose(int salt) {
            this.salt = salt;
        }
    }

    private RandomStreams() {}

    /** The stream of an account and purpose, as a sequential generator. */
    static SeededRandom random(int account, Purpose purpose) {
        return new SeededRandom(streamSeed(account, purpose));
    }

    /** One number of a stream, from 0 to 1: the one {@link #random} returns at this index, counted from 0. */
    static double uniform(int account, Purpose purpose, long number) {
        return uniform(streamSeed(account, purpose), number);
    }

    static double uniform(long stream, long number) {
        return (SeededRandom.mix64(stream + (number + 1) * SeededRandom.GOLDEN_GAMMA) >>> 11) * 0x1.0p-53;
    }

    static long streamSeed(int account, Purpose purpose) {
        return SeededRandom.mix64(SeededRandom.mix64(SEED ^ account) + purpose.salt);
    }
}

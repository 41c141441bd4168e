package social.skein.demo.bulk;

import social.skein.demo.seed.SeededRandom;

/**
 * What chance deals to each account: a stream of numbers for each account and purpose, so that anybody's can be drawn
 * without anybody else's, in any order and on any thread.
 */
final class RandomStreams {
    private static final long SEED = 20_240_601;

    /** What the numbers decide. */
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

    /** All the numbers of one account for one purpose, one after the other. */
    static SeededRandom random(int account, Purpose purpose) {
        return new SeededRandom(streamSeed(account, purpose));
    }

    /** One of them, from 0 to 1: what {@link #random} would deal as this number, counted from 0. */
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

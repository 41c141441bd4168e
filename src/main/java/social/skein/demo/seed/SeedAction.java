package social.skein.demo.seed;

import java.util.OptionalInt;

/**
 * A planned action of an account. Posts are numbered in the order of creation; an action refers to earlier posts only.
 */
public sealed interface SeedAction {

    /** Writes a post. */
    record Write(int number, int author, String text, OptionalInt inReplyTo) implements SeedAction {
        /** The key is the same in every run of this plan. */
        String idempotencyKey(long randomSeed) {
            return "seed-" + randomSeed + "-" + number;
        }
    }

    /** Boosts an earlier post. */
    record Boost(int actor, int post) implements SeedAction {}

    /** Favourites an earlier post. */
    record Like(int actor, int post) implements SeedAction {}
}

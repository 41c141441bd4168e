package social.skein.demo.seed;

import java.util.OptionalInt;

/** What one planned person does. Posts are numbered in the order they are written; an action names earlier ones only. */
public sealed interface SeedAction {

    /** Writes a post. */
    record Write(int number, int author, String text, OptionalInt inReplyTo) implements SeedAction {
        /** The same in every run of this plan. */
        String idempotencyKey(long randomSeed) {
            return "seed-" + randomSeed + "-" + number;
        }
    }

    /** Shows an earlier post to the followers. */
    record Boost(int actor, int post) implements SeedAction {}

    /** Likes an earlier post. */
    record Like(int actor, int post) implements SeedAction {}
}

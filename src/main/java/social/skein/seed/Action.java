package social.skein.seed;

import java.util.OptionalInt;

/** What one planned person does. Posts are numbered in the order they are written; an action names earlier ones only. */
public sealed interface Action {

    /** Writes a post. */
    record Write(int number, int author, String text, OptionalInt inReplyTo) implements Action {
        /** The same in every run of this plan. */
        String idempotencyKey(long randomSeed) {
            return "seed-" + randomSeed + "-" + number;
        }
    }

    /** Shows an earlier post to the followers. */
    record Boost(int by, int post) implements Action {}

    /** Likes an earlier post. */
    record Like(int by, int post) implements Action {}
}

package social.skein.relationship;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a follower wants to be shown; what is absent stays as it is, and is the usual of a new follow.
 *
 * @param reblogs boosts too
 * @param notifying to be told of each post
 * @param languages only these; an empty list is all of them
 */
record FollowTerms(Optional<Boolean> reblogs, Optional<Boolean> notifying, Optional<List<String>> languages) {
    static final FollowTerms USUAL = new FollowTerms(Optional.empty(), Optional.empty(), Optional.empty());

    /** As arguments of a statement, where null leaves a column as it is. */
    @Nullable
    Object[] arguments(Object... first) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + 3);
        all[first.length] = reblogs.orElse(null);
        all[first.length + 1] = notifying.orElse(null);
        all[first.length + 2] =
                languages.map(words -> words.toArray(String[]::new)).orElse(null);
        return all;
    }
}

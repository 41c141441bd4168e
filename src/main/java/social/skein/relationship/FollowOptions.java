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
record FollowOptions(Optional<Boolean> reblogs, Optional<Boolean> notifying, Optional<List<String>> languages) {
    static final FollowOptions DEFAULTS = new FollowOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /** As arguments of a statement, where null leaves a column as it is. */
    @Nullable
    Object[] arguments(Object... leading) {
        @Nullable Object[] all = Arrays.copyOf(leading, leading.length + 3);
        all[leading.length] = reblogs.orElse(null);
        all[leading.length + 1] = notifying.orElse(null);
        all[leading.length + 2] =
                languages.map(words -> words.toArray(String[]::new)).orElse(null);
        return all;
    }
}

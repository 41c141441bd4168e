package social.skein.relationship;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of a follow. An absent option keeps its value; a new follow takes the default.
 *
 * @param reblogs whether to show boosts
 * @param notifying whether to notify the follower of each post
 * @param languages show only posts in these languages; an empty list is all
 */
record FollowOptions(Optional<Boolean> reblogs, Optional<Boolean> notifying, Optional<List<String>> languages) {
    static final FollowOptions DEFAULTS = new FollowOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /** The options as arguments of a statement, where null leaves a column unchanged. */
    @Nullable
    Object[] arguments(Object... leading) {
        @Nullable Object[] all = Arrays.copyOf(leading, leading.length + 3);
        all[leading.length] = reblogs.orElse(null);
        all[leading.length + 1] = notifying.orElse(null);
        all[leading.length + 2] =
                languages.map(codes -> codes.toArray(String[]::new)).orElse(null);
        return all;
    }
}

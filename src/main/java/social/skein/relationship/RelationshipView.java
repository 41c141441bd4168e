package social.skein.relationship;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relationship as clients read it. Several of them refuse the whole list when one member is missing. */
record RelationshipView(
        String id,
        boolean following,
        boolean showingReblogs,
        boolean notifying,
        @Nullable List<String> languages,
        boolean followedBy,
        boolean blocking,
        boolean blockedBy,
        boolean muting,
        boolean mutingNotifications,
        boolean requested,
        boolean requestedBy,
        boolean domainBlocking,
        boolean endorsed,
        String note) {

    /** Blocks, mutes and requests are known to be none as long as nobody can make any. */
    static RelationshipView of(Relationship relationship) {
        return new RelationshipView(
                relationship.with().toString(),
                relationship.following(),
                relationship.reblogs(),
                relationship.notifying(),
                null,
                relationship.followedBy(),
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                "");
    }
}

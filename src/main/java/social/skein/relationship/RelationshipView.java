package social.skein.relationship;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands to another one, as clients read it. Several of them refuse the whole list when a member is missing.
 *
 * @param languages those wanted of whom is followed; null is all of them
 */
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
        String note) {}

package social.skein.relationship;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relationship of a viewer to another account, as the API shows it. Some clients reject the whole list if a field
 * is missing.
 *
 * @param languages the languages shown of a followed account; null is all
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

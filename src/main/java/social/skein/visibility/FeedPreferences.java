package social.skein.visibility;

import java.util.Set;
import social.skein.model.AccountId;

/**
 * A viewer's preferences for the home timeline, beyond follows.
 *
 * @param exclusiveListMembers followed accounts that appear in an exclusive list instead of home
 * @param followedTags followed hashtags, in lower case
 */
public record FeedPreferences(Set<AccountId> exclusiveListMembers, Set<String> followedTags) {
    public static final FeedPreferences NONE = new FeedPreferences(Set.of(), Set.of());
}

package social.skein.visibility;

import java.util.Set;
import social.skein.model.AccountId;

/**
 * What somebody wants at home beyond the accounts they follow, and which of those they do not.
 *
 * @param exclusiveListMembers accounts that are read in an exclusive list instead
 * @param followedTags hashtags that are followed, in lower case
 */
public record FeedPreferences(Set<AccountId> exclusiveListMembers, Set<String> followedTags) {
    public static final FeedPreferences NONE = new FeedPreferences(Set.of(), Set.of());
}

package social.skein.audience;

import java.util.Set;
import social.skein.model.AccountId;

/**
 * What somebody wants at home beyond the accounts they follow, and which of those they do not.
 *
 * @param elsewhere accounts that are read in an exclusive list instead
 * @param tags hashtags that are followed, in lower case
 */
public record Interests(Set<AccountId> elsewhere, Set<String> tags) {
    public static final Interests NONE = new Interests(Set.of(), Set.of());
}

package social.skein.status;

import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * What of an account's statuses is asked for, and by whom.
 *
 * @param visibilities the visibilities the viewer sees of this account's, besides what names the viewer
 * @param includeReplies whether answers to other people are wanted
 * @param includeBoosts whether boosts are
 * @param tag the name of a hashtag, where only statuses with it are
 */
public record AccountStatusQuery(
        AccountId account,
        Optional<AccountId> viewer,
        Set<Visibility> visibilities,
        boolean includeReplies,
        boolean includeBoosts,
        Optional<String> tag) {}

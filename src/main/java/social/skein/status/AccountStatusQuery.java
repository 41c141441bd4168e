package social.skein.status;

import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * Selects statuses of one account for one viewer.
 *
 * @param visibilities the visibilities that the viewer can see; statuses that mention the viewer are added
 * @param includeReplies whether to include replies to other accounts
 * @param tag the name of a hashtag that the statuses must have
 */
public record AccountStatusQuery(
        AccountId account,
        Optional<AccountId> viewer,
        Set<Visibility> visibilities,
        boolean includeReplies,
        boolean includeBoosts,
        boolean onlyMedia,
        Optional<String> tag) {}

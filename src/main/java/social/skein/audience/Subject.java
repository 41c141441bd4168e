package social.skein.audience;

import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * What the rules need to know of a status.
 *
 * @param visibility of a boost its own, which is never wider than that of what it boosts
 * @param inReplyToAccount whom it answers
 * @param reblogOfAccount whose status it boosts
 * @param mentions whom it names
 */
public record Subject(
        AccountId author,
        Visibility visibility,
        Optional<AccountId> inReplyToAccount,
        Optional<AccountId> reblogOfAccount,
        Set<AccountId> mentions) {}

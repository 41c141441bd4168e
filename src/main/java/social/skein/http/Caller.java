package social.skein.http;

import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/**
 * The caller of a request, as identified by its token.
 *
 * @param account empty for an app's own token
 * @param tokenId the database id of the token, not the token itself
 * @param disabledReason the user-visible reason why the account is disabled; empty if it is active
 */
public record Caller(
        Optional<AccountId> account, long tokenId, long appId, Scopes scopes, Optional<String> disabledReason) {

    /** A caller whose account, if any, is active. */
    public Caller(Optional<AccountId> account, long tokenId, long appId, Scopes scopes) {
        this(account, tokenId, appId, scopes, Optional.empty());
    }

    /** Throws {@link Problem.Forbidden} if the account is disabled. */
    public void requireActive() {
        if (disabledReason.isPresent()) {
            throw new Problem.Forbidden(disabledReason.get());
        }
    }
}

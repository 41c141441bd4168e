package social.skein.http;

import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/**
 * Who is asking, as their token says.
 *
 * @param account the person, or nothing for an app's own token
 * @param tokenId the id of the token, which is not the token
 * @param disabledReason why the person may not use their account for the time being, as they are told
 */
public record Viewer(
        Optional<AccountId> account, long tokenId, long appId, Scopes scopes, Optional<String> disabledReason) {

    /** Somebody who may use their account. */
    public Viewer(Optional<AccountId> account, long tokenId, long appId, Scopes scopes) {
        this(account, tokenId, appId, scopes, Optional.empty());
    }

    /** Fails where the person is barred. */
    public void requireActive() {
        if (disabledReason.isPresent()) {
            throw new Problem.Forbidden(disabledReason.get());
        }
    }
}

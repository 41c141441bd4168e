package social.skein.http;

import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/**
 * Who is asking, as their token says.
 *
 * @param account the person, or nothing for an app's own token
 * @param token the id of the token, which is not the token
 * @param barred why the person may not use their account for the time being, as they are told
 */
public record Viewer(Optional<AccountId> account, long token, long app, Scopes scopes, Optional<String> barred) {

    /** Somebody who may use their account. */
    public Viewer(Optional<AccountId> account, long token, long app, Scopes scopes) {
        this(account, token, app, scopes, Optional.empty());
    }

    /** Fails where the person is barred. */
    public void checkNotBarred() {
        if (barred.isPresent()) {
            throw new Problem.Forbidden(barred.get());
        }
    }
}

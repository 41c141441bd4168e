package social.skein.http;

import java.util.Optional;
import social.skein.model.AccountId;

/**
 * Who is asking, as their token says.
 *
 * @param account the person, or nothing for an app's own token
 * @param token the id of the token, which is not the token
 */
public record Viewer(Optional<AccountId> account, long token, long app, Scopes scopes) {}

package social.skein.oauth;

import java.util.List;
import java.util.Optional;
import social.skein.http.Scopes;

/** A registered client. Most clients register anew for each login. */
public record App(
        long id, String clientId, String name, Optional<String> website, List<String> redirectUris, Scopes scopes) {}

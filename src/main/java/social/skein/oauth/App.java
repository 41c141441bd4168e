package social.skein.oauth;

import java.util.List;
import java.util.Optional;
import social.skein.http.Scopes;

/** A client program that registered, which most do anew on every login. */
public record App(
        long id, String clientId, String name, Optional<String> website, List<String> redirectUris, Scopes scopes) {}

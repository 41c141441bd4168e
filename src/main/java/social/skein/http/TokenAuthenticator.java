package social.skein.http;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Looks up the caller of an access token; empty if the token is unknown or revoked. {@link Access} checks its scopes. */
public interface TokenAuthenticator extends Function<String, Future<Optional<Caller>>> {}

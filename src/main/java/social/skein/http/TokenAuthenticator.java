package social.skein.http;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Finds whose token this is; nothing where it is nobody's. */
public interface TokenAuthenticator extends Function<String, Future<Optional<Viewer>>> {}

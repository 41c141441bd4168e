package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import social.skein.http.Scopes;
import social.skein.signin.Secret;
import social.skein.sql.Sql;

/** The registered apps. An app never changes, so one that was found is remembered. */
public final class Apps {
    private static final String INSERT = """
            insert into oauth_app (client_id, secret_hash, name, website, redirect_uris, scopes)
            values ($1, $2, $3, $4, $5, $6)
            returning id
            """;

    private static final String BY_CLIENT_ID = """
            select id, client_id, secret_hash, name, website, redirect_uris, scopes from oauth_app where client_id = $1
            """;

    private static final String BY_ID = """
            select id, client_id, name, website, redirect_uris, scopes from oauth_app where id = $1
            """;

    private static final int MAX_CACHED = 10_000;

    private final Sql sql;
    private final Cache<Long, App> cache =
            Caffeine.newBuilder().maximumSize(MAX_CACHED).build();

    public Apps(Sql sql) {
        this.sql = sql;
    }

    /** An app and the one thing of it that is told only now. */
    record Registered(App app, Secret secret) {}

    Future<Registered> register(NewApp app) {
        Secret clientId = Secret.generate();
        Secret secret = Secret.generate();
        return sql.one(
                        INSERT,
                        row -> row.getLong("id"),
                        clientId.text(),
                        secret.hash(),
                        app.validName(),
                        app.validWebsite().orElse(null),
                        app.validRedirectUris().toArray(String[]::new),
                        app.scopes().toString())
                .map(id -> new Registered(
                        new App(
                                id,
                                clientId.text(),
                                app.validName(),
                                app.validWebsite(),
                                app.validRedirectUris(),
                                app.scopes()),
                        secret));
    }

    /** The app of a token. */
    public Future<Optional<App>> byId(long id) {
        App known = cache.getIfPresent(id);
        return known != null
                ? Future.succeededFuture(Optional.of(known))
                : sql.find(BY_ID, Apps::of, id).onSuccess(found -> found.ifPresent(app -> cache.put(id, app)));
    }

    public Future<Optional<App>> byClientId(String clientId) {
        return sql.find(BY_CLIENT_ID, Apps::of, clientId);
    }

    /** The app, where this is its secret. */
    Future<Optional<App>> authenticate(String clientId, Secret secret) {
        return sql.find(
                        BY_CLIENT_ID,
                        row -> Optional.of(row)
                                .filter(app -> secret.matches(app.getBuffer("secret_hash")))
                                .map(Apps::of),
                        clientId)
                .map(found -> found.flatMap(app -> app));
    }

    private static App of(Row row) {
        return new App(
                row.getLong("id"),
                row.getString("client_id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("website")),
                List.of(row.getArrayOfStrings("redirect_uris")),
                Scopes.parse(row.getString("scopes")).orElseThrow());
    }
}

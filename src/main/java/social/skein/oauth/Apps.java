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

/** The registered apps. Apps are immutable, so cache entries are never invalidated. */
public final class Apps {
    private static final String INSERT = """
            insert into oauth_app (client_id, secret_hash, name, website, redirect_uris, scopes)
            values ($1, $2, $3, $4, $5, $6)
            returning id
            """;

    private static final String INSERT_OPERATOR_APP = """
            insert into oauth_app (client_id, secret_hash, name, redirect_uris, scopes) values ($1, $2, $3, '{}', $4)
            on conflict (client_id) do nothing
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

    /** A new app with its secret, which is not stored. */
    record Registered(App app, Secret secret) {}

    Future<Registered> register(NewApp app) {
        Secret clientId = Secret.generate();
        Secret secret = Secret.generate();
        return sql.one(
                        INSERT,
                        row -> row.getLong("id"),
                        clientId.text(),
                        secret.hash(),
                        app.name(),
                        app.website().orElse(null),
                        app.redirectUris().toArray(String[]::new),
                        app.scopes().toString())
                .map(id -> new Registered(
                        new App(id, clientId.text(), app.name(), app.website(), app.redirectUris(), app.scopes()),
                        secret));
    }

    /**
     * The app in whose name an operator issues tokens, registered at its first use. It has no redirect URI and a secret
     * that is not known to anyone, so no client can act as it.
     */
    Future<App> operatorApp(String name, Scopes scopes) {
        String clientId = "operator:" + name;
        return byClientId(clientId)
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> sql.update(
                                        INSERT_OPERATOR_APP,
                                        clientId,
                                        Secret.generate().hash(),
                                        name,
                                        scopes.toString())
                                .compose(inserted -> byClientId(clientId))
                                .map(Optional::orElseThrow)));
    }

    /** The app of a token. */
    public Future<Optional<App>> byId(long id) {
        App cached = cache.getIfPresent(id);
        return cached != null
                ? Future.succeededFuture(Optional.of(cached))
                : sql.find(BY_ID, Apps::toApp, id).onSuccess(found -> found.ifPresent(app -> cache.put(id, app)));
    }

    public Future<Optional<App>> byClientId(String clientId) {
        return sql.find(BY_CLIENT_ID, Apps::toApp, clientId);
    }

    /** The app if the secret is right, otherwise empty. */
    Future<Optional<App>> authenticate(String clientId, Secret secret) {
        return sql.find(
                        BY_CLIENT_ID,
                        row -> Optional.of(row)
                                .filter(app -> secret.matches(app.getBuffer("secret_hash")))
                                .map(Apps::toApp),
                        clientId)
                .map(found -> found.flatMap(app -> app));
    }

    private static App toApp(Row row) {
        return new App(
                row.getLong("id"),
                row.getString("client_id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("website")),
                List.of(row.getArrayOfStrings("redirect_uris")),
                Scopes.parse(row.getString("scopes")).orElseThrow());
    }
}

package social.skein.sql;

import io.vertx.pgclient.PgConnectOptions;

/**
 * The address of a PostgreSQL database, {@code postgresql://user:password@host:port/database}, with {@code ?sslmode=verify-full}
 * and what belongs to it where it is reached by TLS. Its text form never shows the password.
 */
public record PostgresUri(String host, int port, String database, String user, String password, PostgresTls tls) {

    /** Reads an address; an {@link IllegalArgumentException} says what is wrong with it. */
    public static PostgresUri parse(String uri) {
        if (!uri.startsWith("postgresql://") && !uri.startsWith("postgres://")) {
            throw new IllegalArgumentException("it should look like postgresql://user:password@host:5432/database");
        }
        int query = uri.indexOf('?', uri.lastIndexOf('@') + 1);
        String plain = query < 0 ? uri : uri.substring(0, query);
        PgConnectOptions options = PgConnectOptions.fromUri(plain);
        return new PostgresUri(
                options.getHost(),
                options.getPort(),
                options.getDatabase(),
                options.getUser(),
                options.getPassword() == null ? "" : options.getPassword(),
                PostgresTls.parse(query < 0 ? "" : uri.substring(query + 1)));
    }

    /**
     * What Vert.x connects with. The limits are kept by PostgreSQL itself: a process that froze inside a transaction would
     * otherwise hold its locks, and with them the connections of everybody who waits for one, until it is found.
     */
    public PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(512)
                .setPipeliningLimit(64)
                .addProperty("statement_timeout", "30s")
                .addProperty("lock_timeout", "5s")
                .addProperty("idle_in_transaction_session_timeout", "15s");
        tls.applyTo(options);
        return options;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + tls.jdbcQuery();
    }

    @Override
    public String toString() {
        return "postgresql://" + user + ":***@" + host + ":" + port + "/" + database;
    }
}

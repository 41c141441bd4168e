package social.skein.sql;

import io.vertx.pgclient.PgConnectOptions;

/**
 * The address of a PostgreSQL database, {@code postgresql://user:password@host:port/database}, with TLS options as in
 * {@code ?sslmode=verify-full}, see {@link PostgresTls}. {@link #toString()} masks the password.
 */
public record PostgresUri(String host, int port, String database, String user, String password, PostgresTls tls) {
    private static final String JDBC_KEEPALIVES = "&tcpKeepAlive=true&options=-c%20tcp_keepalives_idle%3D6"
            + "%20-c%20tcp_keepalives_interval%3D3%20-c%20tcp_keepalives_count%3D3";

    /** Parses an address; throws an {@link IllegalArgumentException} that describes the error. */
    public static PostgresUri parse(String uri) {
        if (!uri.startsWith("postgresql://") && !uri.startsWith("postgres://")) {
            throw new IllegalArgumentException("it should look like postgresql://user:password@host:5432/database");
        }
        int query = uri.indexOf('?', uri.lastIndexOf('@') + 1);
        String withoutQuery = query < 0 ? uri : uri.substring(0, query);
        PgConnectOptions options = PgConnectOptions.fromUri(withoutQuery);
        return new PostgresUri(
                options.getHost(),
                options.getPort(),
                options.getDatabase(),
                options.getUser(),
                options.getPassword() == null ? "" : options.getPassword(),
                PostgresTls.parse(query < 0 ? "" : uri.substring(query + 1)));
    }

    /**
     * The connection options for Vert.x. PostgreSQL itself enforces the timeouts: a process that hangs inside a
     * transaction would otherwise hold its locks indefinitely, and so block the connections of all processes that wait
     * for them. A machine that disappears without closing its connections is detected within 15 seconds, instead of
     * the two hours that are the default of most systems.
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
                .addProperty("idle_in_transaction_session_timeout", "10s")
                .addProperty("tcp_keepalives_idle", "6")
                .addProperty("tcp_keepalives_interval", "3")
                .addProperty("tcp_keepalives_count", "3")
                .addProperty("tcp_user_timeout", "15000");
        tls.applyTo(options);
        return options;
    }

    /** The address for JDBC, with the same keepalives: a migration holds a lock until its connection ends. */
    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + tls.jdbcQuery() + JDBC_KEEPALIVES;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + ":***@" + host + ":" + port + "/" + database;
    }
}

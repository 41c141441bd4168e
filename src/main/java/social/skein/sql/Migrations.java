package social.skein.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Migrates a database to the schema of this version, or checks that it has it. Blocks, so it runs at startup, before
 * the event loops have work.
 */
public final class Migrations {
    /** Checked at startup, because a process should not discover a missing right with its first request. */
    private static final String INACCESSIBLE_TABLES = """
            select string_agg(relname, ', ' order by relname)
              from pg_class
             where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
               and relname <> 'flyway_schema_history'
               and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                        and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
            """;

    /** SQL state classes: connection failure, invalid authorisation, no such database. */
    private static final Set<String> CONNECT_ERROR_CLASSES = Set.of("08", "28", "3D");

    private Migrations() {}

    /** Applies pending migrations. If several processes call it at once, one applies them and the others wait. */
    public static void apply(PostgresUri uri) {
        try {
            flyway(uri).migrate();
        } catch (FlywayException failure) {
            failIfUnreachable(uri, failure);
            throw new IllegalStateException(
                    "The database " + uri + " could not be migrated to this version's schema: " + failure.getMessage(),
                    failure);
        }
    }

    /**
     * Fails if the database lacks a migration of this version, or its user lacks a right that the server needs. Changes
     * nothing. A database that a newer version has migrated passes.
     */
    public static void check(PostgresUri uri) {
        Flyway flyway = flyway(uri);
        try {
            failIfPending(uri, flyway.info());
            flyway.validate();
            failIfInaccessible(uri, flyway);
        } catch (FlywayException | SQLException failure) {
            failIfUnreachable(uri, failure);
            throw new IllegalStateException(
                    "The schema of the database " + uri
                            + " does not match this version, or its user has no right to read it"
                            + " (conf/postgres/roles.sql grants the rights): " + failure.getMessage(),
                    failure);
        }
    }

    /** Reports a failed connection with the driver's reason, which Flyway's own message lacks. */
    private static void failIfUnreachable(PostgresUri uri, Exception failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException error && CONNECT_ERROR_CLASSES.contains(stateClass(error))) {
                String reason =
                        ConnectionFailures.describe(uri, error).orElseGet(() -> String.valueOf(error.getMessage()));
                throw new IllegalStateException(
                        "The database " + uri + " cannot be reached; check postgres.uri: " + reason, failure);
            }
        }
    }

    private static String stateClass(SQLException error) {
        String state = error.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static void failIfPending(PostgresUri uri, MigrationInfoService info) {
        MigrationInfo[] pending = info.pending();
        if (pending.length > 0) {
            MigrationInfo current = info.current();
            throw new IllegalStateException("The database " + uri + " has "
                    + (current == null ? "no schema" : "schema version " + current.getVersion())
                    + ", this program needs version " + pending[pending.length - 1].getVersion()
                    + ", and neither a command nor a process with postgres.migrate: false changes it. Run"
                    + " \"java -jar skein.jar migrate\" with postgres.uri as the owner of the tables, then try again.");
        }
    }

    private static void failIfInaccessible(PostgresUri uri, Flyway flyway) throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(INACCESSIBLE_TABLES)) {
            String tables = result.next() ? result.getString(1) : null;
            if (tables != null) {
                throw new IllegalStateException("The user of the database " + uri + " has no right to read and write "
                        + tables + ". Run conf/postgres/roles.sql as the owner of the tables, then start again.");
            }
        }
    }

    private static Flyway flyway(PostgresUri uri) {
        return Flyway.configure()
                .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                .locations("classpath:db/migration")
                .load();
    }
}

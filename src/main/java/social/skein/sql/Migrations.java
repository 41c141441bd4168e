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
 * Brings a database to the schema this jar knows, or looks whether it has it; blocking, so it runs before the event loops have
 * work.
 */
public final class Migrations {
    /** A process that found out with its first request would have half started. */
    private static final String INACCESSIBLE_TABLES = """
            select string_agg(relname, ', ' order by relname)
              from pg_class
             where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
               and relname <> 'flyway_schema_history'
               and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                        and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
            """;

    /** Classes of SQL states: no connection, not authorised, no such database. */
    private static final Set<String> CONNECT_ERROR_CLASSES = Set.of("08", "28", "3D");

    private Migrations() {}

    /** Applies what is missing; several processes may call it at once, one applies and the others wait. */
    public static void apply(PostgresUri uri) {
        try {
            flyway(uri).migrate();
        } catch (FlywayException refused) {
            failIfUnreachable(uri, refused);
            throw new IllegalStateException(
                    "The database " + uri + " could not be brought to this version's schema: " + refused.getMessage(),
                    refused);
        }
    }

    /**
     * Changes nothing, and fails where the database lacks a migration of this version, or its user a right that serving needs.
     * One that a newer version has migrated will do.
     */
    public static void check(PostgresUri uri) {
        Flyway flyway = flyway(uri);
        try {
            failIfPending(uri, flyway.info());
            flyway.validate();
            failIfInaccessible(uri, flyway);
        } catch (FlywayException | SQLException refused) {
            failIfUnreachable(uri, refused);
            throw new IllegalStateException(
                    "The schema of the database " + uri
                            + " is not what this version needs, or its user may not look at it"
                            + " (conf/postgres/roles.sql says who may what): " + refused.getMessage(),
                    refused);
        }
    }

    /** Of a server that is not there, or does not let us in, the driver says why; Flyway only where. */
    private static void failIfUnreachable(PostgresUri uri, Exception failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException refused && CONNECT_ERROR_CLASSES.contains(stateClass(refused))) {
                Throwable cause = refused.getCause();
                String why =
                        cause == null ? "" : " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")";
                throw new IllegalStateException(
                        "The database " + uri + " cannot be reached; postgres.uri says where it is: "
                                + refused.getMessage() + why,
                        failure);
            }
        }
    }

    private static String stateClass(SQLException refused) {
        String state = refused.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    private static void failIfPending(PostgresUri uri, MigrationInfoService info) {
        MigrationInfo[] pending = info.pending();
        if (pending.length > 0) {
            MigrationInfo current = info.current();
            throw new IllegalStateException(
                    "The database " + uri + " has "
                            + (current == null ? "no schema yet" : "the schema " + current.getVersion())
                            + ", this version needs " + pending[pending.length - 1].getVersion()
                            + ", and postgres.migrate is false: run"
                            + " \"java -jar skein.jar migrate\" with postgres.uri as the owner of the tables, then start again.");
        }
    }

    private static void failIfInaccessible(PostgresUri uri, Flyway flyway) throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(INACCESSIBLE_TABLES)) {
            String tables = found.next() ? found.getString(1) : null;
            if (tables != null) {
                throw new IllegalStateException("The user of the database " + uri + " may not read and write " + tables
                        + ": run conf/postgres/roles.sql as the owner of the tables, then start again.");
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

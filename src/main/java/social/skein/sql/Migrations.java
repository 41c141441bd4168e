package social.skein.sql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema this jar knows; blocking, so it runs before the event loops have work. */
public final class Migrations {
    private Migrations() {}

    /** Applies what is missing; several processes may call it at once, one applies and the others wait. */
    public static void apply(PostgresUri uri) {
        try {
            Flyway.configure()
                    .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException refused) {
            throw new IllegalStateException(
                    "The database " + uri + " could not be brought to this version's schema: " + refused.getMessage(),
                    refused);
        }
    }
}

package social.skein.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresUri;

/**
 * The database role of conf/postgres/roles.sql. Test deployments connect as this role, so a test fails if the server
 * needs further privileges.
 */
public final class AppDatabaseRole {
    private static final Path ROLES_SQL = Path.of("conf/postgres/roles.sql");
    private static final String PASSWORD = "reads-and-writes";

    private AppDatabaseRole() {}

    /**
     * Creates the schema and the role, as an operator would with the address of the owner; returns the address for the
     * role.
     */
    public static String create(String ownerUri) {
        Migrations.apply(PostgresUri.parse(ownerUri));
        grant(ownerUri);
        return uriFor(ownerUri);
    }

    private static void grant(String ownerUri) {
        PostgresUri uri = PostgresUri.parse(ownerUri);
        try {
            Jdbc.query(uri, Files.readString(ROLES_SQL));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Jdbc.query(uri, "alter role skein_app password '" + PASSWORD + "'");
    }

    /** Returns the address of the same database, or of its replica, for the role. */
    public static String uriFor(String ownerUri) {
        return ownerUri.replaceFirst("://[^@]*@", "://skein_app:" + PASSWORD + "@");
    }
}

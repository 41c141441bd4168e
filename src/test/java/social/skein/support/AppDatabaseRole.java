package social.skein.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresUri;

/** The role of conf/postgres/roles.sql: deployments of the tests serve as it, so whatever needs more than it may do fails a story. */
public final class AppDatabaseRole {
    private static final Path ROLES_SQL = Path.of("conf/postgres/roles.sql");
    private static final String PASSWORD = "reads-and-writes";

    private AppDatabaseRole() {}

    /** Makes the schema and the role, as an operator would with the address of the owner; the address to serve with. */
    public static String create(String ownerUri) {
        Migrations.apply(PostgresUri.parse(ownerUri));
        grant(ownerUri);
        return uriFor(ownerUri);
    }

    private static void grant(String ownerUri) {
        PostgresUri uri = PostgresUri.parse(ownerUri);
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(ROLES_SQL));
            statement.execute("alter role skein_app password '" + PASSWORD + "'");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same database, or a replica of it, for the role. */
    public static String uriFor(String ownerUri) {
        return ownerUri.replaceFirst("://[^@]*@", "://skein_app:" + PASSWORD + "@");
    }
}

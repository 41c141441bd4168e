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
public final class ServingRole {
    private static final Path ROLES = Path.of("conf/postgres/roles.sql");
    private static final String PASSWORD = "reads-and-writes";

    private ServingRole() {}

    /** Makes the schema and the role, as an operator would with the address of the owner; the address to serve with. */
    public static String in(String owner) {
        Migrations.apply(PostgresUri.parse(owner));
        grant(owner);
        return address(owner);
    }

    private static void grant(String owner) {
        PostgresUri uri = PostgresUri.parse(owner);
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(ROLES));
            statement.execute("alter role skein_app password '" + PASSWORD + "'");
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same database, or a replica of it, for the role. */
    public static String address(String owner) {
        return owner.replaceFirst("://[^@]*@", "://skein_app:" + PASSWORD + "@");
    }
}

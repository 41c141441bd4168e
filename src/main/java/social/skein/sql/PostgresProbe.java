package social.skein.sql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.postgresql.PGProperty;

/** Signs in to a database and runs a statement, within a time limit. Blocks, so it must not be used on an event loop. */
public final class PostgresProbe {
    private static final String VERSION = "show server_version";
    private static final String INVALID_PASSWORD_CLASS = "28";
    private static final String NO_SUCH_DATABASE_CLASS = "3D";

    /** The database is starting or stopping, or has no free connection. */
    private static final Set<String> TEMPORARY_STATES = Set.of("57P03", "53300");

    private final PostgresUri uri;
    private final Duration timeout;

    /** @param timeout the time to connect and sign in, and the time of the statement */
    public PostgresProbe(PostgresUri uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
    }

    /** Signs in. Returns the server's version; throws an {@link IllegalStateException} with the reason if it does not answer. */
    @CanIgnoreReturnValue
    public String serverVersion() {
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), properties());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(VERSION)) {
            return result.next() ? result.getString(1) : "";
        } catch (SQLException failure) {
            throw new IllegalStateException(reason(failure), failure);
        }
    }

    /** Whether a database that failed in this way may soon answer: it is starting, has no free connection, or is frozen. */
    public static boolean isTemporary(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException
                    || String.valueOf(cause.getMessage()).contains("Connection attempt timed out")
                    || (cause instanceof SQLException error
                            && TEMPORARY_STATES.contains(String.valueOf(error.getSQLState())))) {
                return true;
            }
        }
        return false;
    }

    private Properties properties() {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Properties properties = new Properties();
        properties.setProperty(PGProperty.USER.getName(), uri.user());
        properties.setProperty(PGProperty.PASSWORD.getName(), uri.password());
        properties.setProperty(PGProperty.LOGIN_TIMEOUT.getName(), seconds);
        properties.setProperty(PGProperty.CONNECT_TIMEOUT.getName(), seconds);
        properties.setProperty(PGProperty.SOCKET_TIMEOUT.getName(), seconds);
        return properties;
    }

    /** The reason without the driver's advice and class names. */
    private String reason(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (state.startsWith(INVALID_PASSWORD_CLASS) || state.startsWith(NO_SUCH_DATABASE_CLASS)) {
            return message.replaceFirst("^FATAL: ", "");
        }
        return ConnectionFailures.describe(uri, failure).orElse(message);
    }
}

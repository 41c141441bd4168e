package social.skein.sql;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Describes failed connections of the JDBC driver, whose own messages repeat themselves and contain class names. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    /** One clause without a full stop; empty if the failure is not one of the network. */
    static Optional<String> describe(PostgresUri uri, Throwable failure) {
        String address = uri.host() + ":" + uri.port();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of("the host name " + uri.host() + " is unknown");
            }
            if (cause instanceof NoRouteToHostException) {
                return Optional.of("there is no route to " + address);
            }
            if (cause instanceof ConnectException) {
                return Optional.of("the connection to " + address + " was refused");
            }
            if (cause instanceof SocketTimeoutException
                    || String.valueOf(cause.getMessage()).contains("Connection attempt timed out")) {
                return Optional.of("PostgreSQL at " + address + " does not answer");
            }
        }
        return Optional.empty();
    }
}

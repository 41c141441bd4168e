package social.skein.app;

import java.net.BindException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import social.skein.embedded.PortProbe;

/** Selects the port of a server before anything is started, so that a taken port fails the startup early. */
final class ListenPorts {
    private static final int MAX_STEPS = 100;
    private static final int MAX_PORT = 65_535;

    /**
     * Random ports are below the range that Linux and macOS assign to outgoing connections; otherwise an outgoing
     * connection of this process could occupy the port first.
     */
    private static final int MIN_RANDOM_PORT = 15_000;

    private static final int MAX_RANDOM_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 1_000;

    private ListenPorts() {}

    /**
     * Returns the port to listen on.
     *
     * @param wanted the configured port; 0 for any free port
     * @param claimed the ports that other processes of the deployment on this machine listen on, or will; if there are
     *     any, this is a further process, for which the next free port is acceptable
     */
    static int findFree(String key, String host, int wanted, Collection<Integer> claimed) {
        if (wanted == 0) {
            return randomFree(host, claimed);
        }
        int last = claimed.isEmpty() ? wanted : Math.min(wanted + MAX_STEPS, MAX_PORT);
        for (int port = wanted; port <= last; port++) {
            if (isFree(host, port, claimed)) {
                return port;
            }
        }
        if (!PortProbe.isLocalAddress(host)) {
            throw new StartupException(host + " is not an address of this machine. Set " + key.replace(".port", ".host")
                    + " to one of its addresses, or 0.0.0.0 for all of them");
        }
        throw taken(key, host, wanted);
    }

    /** The failure of a start because this configured port is in use. */
    static StartupException taken(String key, String host, int port) {
        return new StartupException("Port " + port + " on " + host
                + " is taken or not available to this process. Stop the program that uses it, or set " + key
                + " (SKEIN_" + key.toUpperCase(Locale.ROOT).replace('.', '_') + ") to another port.");
    }

    /** Whether a start failed because a port was in use. The native transport has an exception of its own for that. */
    static boolean isTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }

    private static int randomFree(String host, Collection<Integer> claimed) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(MIN_RANDOM_PORT, MAX_RANDOM_PORT))
                .limit(MAX_ATTEMPTS)
                .filter(port -> isFree(host, port, claimed))
                .findFirst()
                .orElseThrow(() -> new StartupException("No port between " + MIN_RANDOM_PORT + " and " + MAX_RANDOM_PORT
                        + " is free on " + host + ". Stop the programs that use them, or set http.port and ops.port."));
    }

    private static boolean isFree(String host, int port, Collection<Integer> claimed) {
        return !claimed.contains(port) && PortProbe.isFree(host, port);
    }
}

package social.skein.app;

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
     * @param allowNext whether the next free port is acceptable, for a further process of the deployment on the same
     *     machine
     */
    static int findFree(String key, String host, int wanted, boolean allowNext) {
        if (wanted == 0) {
            return randomFree(host);
        }
        int last = allowNext ? Math.min(wanted + MAX_STEPS, MAX_PORT) : wanted;
        for (int port = wanted; port <= last; port++) {
            if (PortProbe.isFree(host, port)) {
                return port;
            }
        }
        if (!PortProbe.isLocalAddress(host)) {
            throw new StartupException(host + " is not an address of this machine. Set " + key.replace(".port", ".host")
                    + " to one of its addresses, or 0.0.0.0 for all of them");
        }
        throw new StartupException("Port " + wanted + " on " + host
                + " is taken or not available to this process. Stop the program that uses it, or set " + key
                + " (SKEIN_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_') + ") to another port.");
    }

    private static int randomFree(String host) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(MIN_RANDOM_PORT, MAX_RANDOM_PORT))
                .limit(MAX_ATTEMPTS)
                .filter(port -> PortProbe.isFree(host, port))
                .findFirst()
                .orElseThrow(() -> new StartupException("No port between " + MIN_RANDOM_PORT + " and " + MAX_RANDOM_PORT
                        + " is free on " + host + ". Stop the programs that use them, or set http.port and ops.port."));
    }
}

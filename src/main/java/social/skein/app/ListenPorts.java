package social.skein.app;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import social.skein.embedded.PortProbe;

/** Picks the port a server will listen on before anything is started, so that a taken one stops the start early. */
final class ListenPorts {
    private static final int MAX_STEPS = 100;
    private static final int MAX_PORT = 65_535;

    /** Any port is one of these, outside what Linux and macOS hand to outgoing connections: one of ours might take it before we do. */
    private static final int MIN_RANDOM_PORT = 15_000;

    private static final int MAX_RANDOM_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 1_000;

    private ListenPorts() {}

    /**
     * The port to listen on.
     *
     * @param wanted 0 for any free one
     * @param allowNext whether the next free one will do: for a further process of a deployment on one machine
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
        throw new StartupException(
                "Port " + wanted + " on " + host + " is taken or not ours to use. Stop what uses it, or set " + key
                        + " (SKEIN_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_') + ") to another port.");
    }

    private static int randomFree(String host) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(MIN_RANDOM_PORT, MAX_RANDOM_PORT))
                .limit(MAX_ATTEMPTS)
                .filter(port -> PortProbe.isFree(host, port))
                .findFirst()
                .orElseThrow(() -> new StartupException("No port between " + MIN_RANDOM_PORT + " and " + MAX_RANDOM_PORT
                        + " is free on " + host + ". End what occupies them, or set http.port and ops.port."));
    }
}

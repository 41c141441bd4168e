package social.skein.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Picks the port a server will listen on before anything is started, so that a taken one stops the start early. */
final class Ports {
    private static final int NEXT_AT_MOST = 100;
    private static final int LAST_PORT = 65_535;

    /** Any port is one of these, outside what Linux and macOS hand to outgoing connections: one of ours might take it before we do. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /**
     * The port to listen on.
     *
     * @param wanted 0 for any free one
     * @param orNext whether the next free one will do: for a further process of a deployment on one machine
     */
    static int pick(String key, String host, int wanted, boolean orNext) {
        if (wanted == 0) {
            return any(host);
        }
        int last = orNext ? Math.min(wanted + NEXT_AT_MOST, LAST_PORT) : wanted;
        for (int port = wanted; port <= last; port++) {
            int free = free(host, port);
            if (free > 0) {
                return free;
            }
        }
        throw new StartFailure(
                "Port " + wanted + " on " + host + " is taken or not ours to use. Stop what uses it, or set " + key
                        + " (SKEIN_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_') + ") to another port.");
    }

    private static int any(String host) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST))
                .limit(TRIES)
                .filter(port -> free(host, port) > 0)
                .findFirst()
                .orElseThrow(() -> new StartFailure("No port between " + LOWEST + " and " + HIGHEST + " is free on "
                        + host + ". End what occupies them, or set http.port and ops.port."));
    }

    private static int free(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            return probe.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}

package social.skein.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports for one start, no port given twice.
 *
 * <p>New ones lie below 32768, outside what Linux and macOS hand to outgoing connections: otherwise a client's connection could sit on
 * a server's written-down port just when that server wants to start again.
 */
final class Ports {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private final Set<Integer> given = new HashSet<>();

    int free(int preferred) {
        if (preferred != 0 && isFree(preferred) && given.add(preferred)) {
            return preferred;
        }
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new EmbeddedFailure("No port between " + LOWEST + " and " + HIGHEST
                + " is free on 127.0.0.1; end what occupies them, or set the addresses of your own servers.");
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // Connections of the former server may linger in TIME_WAIT; the servers bind past them, so the probe does.
            probe.setReuseAddress(true);
            probe.bind(loopback(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static boolean answers(int port) {
        try (Socket socket = connect(port)) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        int patience = (int) Duration.ofSeconds(1).toMillis();
        try {
            socket.setSoTimeout(patience);
            socket.connect(loopback(port), patience);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}

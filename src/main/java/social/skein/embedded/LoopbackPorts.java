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
final class LoopbackPorts {
    private static final int MIN_PORT = 15_000;
    private static final int MAX_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 1_000;

    private final Set<Integer> reserved = new HashSet<>();

    int reserve(int preferred) {
        if (preferred != 0 && isFree(preferred) && reserved.add(preferred)) {
            return preferred;
        }
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT);
            if (isFree(port) && reserved.add(port)) {
                return port;
            }
        }
        throw new EmbeddedServerException("No port between " + MIN_PORT + " and " + MAX_PORT
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

    static boolean isListening(int port) {
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

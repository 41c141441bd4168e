package social.skein.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Allocates distinct free loopback ports for one start.
 *
 * <p>New ports are below 32768, outside the range from which Linux and macOS pick source ports: otherwise an outgoing
 * connection could occupy the recorded port of a server that is to restart.
 */
final class LoopbackPorts {
    private static final String LOOPBACK = "127.0.0.1";
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
        throw new EmbeddedServerException("No port between " + MIN_PORT + " and " + MAX_PORT + " is free on " + LOOPBACK
                + "; stop the programs that use them, or configure external servers.");
    }

    static boolean isFree(int port) {
        return PortProbe.isFree(LOOPBACK, port);
    }

    static boolean isListening(int port) {
        try (Socket socket = connect(port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        int timeoutMillis = (int) Duration.ofSeconds(1).toMillis();
        try {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), timeoutMillis);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }
}

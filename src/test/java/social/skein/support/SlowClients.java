package social.skein.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that hold connections with minimal traffic, an equal number of each kind: they send a head, send a body or
 * read a response, byte by byte. None of them is ever idle, and none completes its request.
 */
public final class SlowClients implements AutoCloseable {
    private static final String REQUEST_HEAD_START = " HTTP/1.1\r\nHost: skein.test\r\n";
    private static final long PAUSE_NANOS = 250_000_000;

    /** So small that a response waits at the server; kernels allocate twice this size. */
    private static final int RECEIVE_BUFFER_BYTES = 1_024;

    private final List<SlowClient> clients = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "slow-peers");
    private volatile boolean closed;

    private SlowClients() {}

    /** The slow part of the exchange, with the bytes that a client sends at first. */
    public enum Kind {
        SLOW_HEADERS("GET /api/v1/instance" + REQUEST_HEAD_START + "X-Slow: "),
        SLOW_BODY("POST /api/v1/apps" + REQUEST_HEAD_START + "Content-Length: 1000000\r\n\r\n"),
        /** Requests the longest response that needs no token. */
        SLOW_READER("GET /openapi.json" + REQUEST_HEAD_START + "\r\n");

        private final String firstBytes;

        Kind(String firstBytes) {
            this.firstBytes = firstBytes;
        }
    }

    private static final class SlowClient {
        private final Kind kind;
        private final SocketChannel channel;
        private volatile boolean closedByServer;

        SlowClient(Kind kind, int port) throws IOException {
            this.kind = kind;
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(kind.firstBytes.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }

        /** Reads a byte, and sends one unless the client is a slow reader. */
        void transferOneByte(ByteBuffer buffer) {
            try {
                buffer.clear();
                boolean ended = channel.read(buffer) < 0;
                if (!ended && kind != Kind.SLOW_READER) {
                    channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                }
                closedByServer = ended;
            } catch (IOException reset) {
                closedByServer = true;
            }
        }
    }

    /** Opens this number of connections of each kind. */
    public static SlowClients open(int clientsPerKind, int port) {
        SlowClients slow = new SlowClients();
        try {
            for (int i = 0; i < clientsPerKind; i++) {
                for (Kind kind : Kind.values()) {
                    slow.clients.add(new SlowClient(kind, port));
                }
            }
        } catch (IOException refused) {
            slow.close();
            throw new UncheckedIOException(refused);
        }
        slow.thread.start();
        return slow;
    }

    /** Returns the number of clients that have noticed a close by the server. Slow readers notice it much later. */
    public long closedCount(Kind kind) {
        return clients.stream()
                .filter(client -> client.kind == kind && client.closedByServer)
                .count();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        while (!closed) {
            clients.stream().filter(client -> !client.closedByServer).forEach(client -> client.transferOneByte(buffer));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (SlowClient client : clients) {
            try {
                client.channel.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}

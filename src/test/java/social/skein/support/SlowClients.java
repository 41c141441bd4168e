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
 * Clients who hold connections and hardly use them, as many of each kind: they send a head, or a body, or take in an answer,
 * all of it byte by byte. None of them is ever silent, and none comes to the end.
 */
public final class SlowClients implements AutoCloseable {
    private static final String REQUEST_HEAD_START = " HTTP/1.1\r\nHost: skein.test\r\n";
    private static final long PAUSE_NANOS = 250_000_000;

    /** So little that an answer waits at the server; kernels give twice of it. */
    private static final int RECEIVE_BUFFER_BYTES = 1_024;

    private final List<SlowClient> clients = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "slow-peers");
    private volatile boolean closed;

    private SlowClients() {}

    /** What somebody is slow at, and what they begin with. */
    public enum Kind {
        SLOW_HEADERS("GET /api/v1/instance" + REQUEST_HEAD_START + "X-Slow: "),
        SLOW_BODY("POST /api/v1/apps" + REQUEST_HEAD_START + "Content-Length: 1000000\r\n\r\n"),
        /** The longest answer that anybody may ask for. */
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

        /** A byte one way or the other. */
        void transferOneByte(ByteBuffer one) {
            try {
                one.clear();
                boolean ended = channel.read(one) < 0;
                if (!ended && kind != Kind.SLOW_READER) {
                    channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                }
                closedByServer = ended;
            } catch (IOException reset) {
                closedByServer = true;
            }
        }
    }

    /** So many of each kind, all of them connected. */
    public static SlowClients open(int ofEachKind, int port) {
        SlowClients slow = new SlowClients();
        try {
            for (int i = 0; i < ofEachKind; i++) {
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

    /** How many have noticed that nobody listens to them any more. Who reads so slowly notices it long after. */
    public long closedCount(Kind kind) {
        return clients.stream()
                .filter(peer -> peer.kind == kind && peer.closedByServer)
                .count();
    }

    private void run() {
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!closed) {
            clients.stream().filter(peer -> !peer.closedByServer).forEach(peer -> peer.transferOneByte(one));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (SlowClient peer : clients) {
            try {
                peer.channel.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}

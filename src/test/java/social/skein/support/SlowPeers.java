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
public final class SlowPeers implements AutoCloseable {
    private static final String HOST = " HTTP/1.1\r\nHost: skein.test\r\n";
    private static final long PAUSE_NANOS = 250_000_000;

    /** So little that an answer waits at the server; kernels give twice of it. */
    private static final int LEAST_BUFFER = 1_024;

    private final List<Peer> peers = new ArrayList<>();
    private final Thread life = new Thread(this::live, "slow-peers");
    private volatile boolean over;

    private SlowPeers() {}

    /** What somebody is slow at, and what they begin with. */
    public enum Kind {
        HEAD("GET /api/v1/instance" + HOST + "X-Slow: "),
        BODY("POST /api/v1/apps" + HOST + "Content-Length: 1000000\r\n\r\n"),
        /** The longest answer that anybody may ask for. */
        ANSWER("GET /openapi.json" + HOST + "\r\n");

        private final String beginning;

        Kind(String beginning) {
            this.beginning = beginning;
        }
    }

    private static final class Peer {
        private final Kind kind;
        private final SocketChannel channel;
        private volatile boolean hungUpOn;

        Peer(Kind kind, int port) throws IOException {
            this.kind = kind;
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, LEAST_BUFFER);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(kind.beginning.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
        }

        /** A byte one way or the other. */
        void dribble(ByteBuffer one) {
            try {
                one.clear();
                boolean ended = channel.read(one) < 0;
                if (!ended && kind != Kind.ANSWER) {
                    channel.write(ByteBuffer.wrap(new byte[] {'a'}));
                }
                hungUpOn = ended;
            } catch (IOException reset) {
                hungUpOn = true;
            }
        }
    }

    /** So many of each kind, all of them connected. */
    public static SlowPeers of(int many, int port) {
        SlowPeers slow = new SlowPeers();
        try {
            for (int i = 0; i < many; i++) {
                for (Kind kind : Kind.values()) {
                    slow.peers.add(new Peer(kind, port));
                }
            }
        } catch (IOException refused) {
            slow.close();
            throw new UncheckedIOException(refused);
        }
        slow.life.start();
        return slow;
    }

    /** How many have noticed that nobody listens to them any more. Who reads so slowly notices it long after. */
    public long hungUpOn(Kind kind) {
        return peers.stream().filter(peer -> peer.kind == kind && peer.hungUpOn).count();
    }

    private void live() {
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!over) {
            peers.stream().filter(peer -> !peer.hungUpOn).forEach(peer -> peer.dribble(one));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        over = true;
        for (Peer peer : peers) {
            try {
                peer.channel.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}

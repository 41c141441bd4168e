package social.skein.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * An open loop: requests at a fixed rate that does not depend on responses, like those of very many users. A request
 * that is due is sent on an idle connection. The load runs in one thread.
 *
 * @param requests complete requests, sent in order and repeated
 */
record OpenLoopLoad(int port, List<byte[]> requests, int connections, double requestsPerSecond) {
    private static final int READ_BUFFER_BYTES = 256 * 1024;
    private static final int STATUS_OK = 200;
    private static final int STATUS_UNAVAILABLE = 503;

    /**
     * The responses.
     *
     * @param okNanos the latencies of responses with status 200 in nanoseconds, in ascending order
     * @param shedNanos the same for responses with status 503
     * @param otherStatuses the number of responses with another status
     * @param unsent the number of requests that were due while every connection was busy
     */
    @SuppressWarnings("ArrayRecordComponent") // Millions of numbers that are never compared or changed.
    record Outcome(long[] okNanos, long[] shedNanos, long otherStatuses, long unsent, double seconds) {
        double servedPerSecond() {
            return okNanos.length / seconds;
        }

        double sentPerSecond() {
            return (okNanos.length + shedNanos.length + otherStatuses) / seconds;
        }
    }

    Outcome run(Duration time) {
        try (Selector selector = Selector.open()) {
            return new Run(selector).run(time);
        } catch (IOException broken) {
            throw new IllegalStateException("The load on port " + port + " failed", broken);
        }
    }

    private final class Run {
        private final Selector selector;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
        private final Deque<OpenLoopConnection> idle = new ArrayDeque<>();
        private final LatencySamples okSamples = new LatencySamples();
        private final LatencySamples shedSamples = new LatencySamples();
        private long otherStatuses;
        private long unsent;
        private int nextRequest;

        Run(Selector selector) throws IOException {
            this.selector = selector;
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                OpenLoopConnection connection = new OpenLoopConnection(channel);
                channel.register(selector, SelectionKey.OP_READ, connection);
                idle.add(connection);
            }
        }

        Outcome run(Duration time) throws IOException {
            long start = System.nanoTime();
            long due = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                selector.select(this::read, 1);
                for (long now = (long) ((System.nanoTime() - start) / 1e9 * requestsPerSecond); due < now; due++) {
                    send();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Outcome(okSamples.sorted(), shedSamples.sorted(), otherStatuses, unsent, seconds);
        }

        private void send() throws IOException {
            OpenLoopConnection connection = idle.poll();
            if (connection == null) {
                unsent++;
            } else {
                connection.send(requests.get(nextRequest++ % requests.size()));
            }
        }

        private void read(SelectionKey key) {
            OpenLoopConnection connection = (OpenLoopConnection) key.attachment();
            try {
                buffer.clear();
                if (connection.channel.read(buffer) < 0) {
                    throw new IOException("The server closed a persistent connection");
                }
            } catch (IOException broken) {
                throw new IllegalStateException("The load on port " + port + " failed", broken);
            }
            if (connection.isComplete(buffer.flip())) {
                count(connection.head.status(), System.nanoTime() - connection.sentAt);
                connection.head.clear();
                idle.add(connection);
            }
        }

        private void count(int status, long nanos) {
            if (status == STATUS_OK) {
                okSamples.add(nanos);
            } else if (status == STATUS_UNAVAILABLE) {
                shedSamples.add(nanos);
            } else {
                otherStatuses++;
            }
        }
    }

    /** A connection that has at most one request in flight. */
    private static final class OpenLoopConnection {
        private final SocketChannel channel;
        private final ResponseHead head = new ResponseHead();
        private long sentAt;
        private long bytesRemaining;

        OpenLoopConnection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            sentAt = System.nanoTime();
            bytesRemaining = -1;
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        boolean isComplete(ByteBuffer received) {
            if (bytesRemaining < 0) {
                if (!head.readUntilEnd(received)) {
                    return false;
                }
                bytesRemaining = head.contentLength();
            }
            bytesRemaining -= received.remaining();
            return bytesRemaining <= 0;
        }
    }

    /** A growing array of latencies. */
    private static final class LatencySamples {
        private long[] nanos = new long[1 << 16];
        private int size;

        void add(long taken) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = taken;
        }

        long[] sorted() {
            long[] all = Arrays.copyOf(nanos, size);
            Arrays.sort(all);
            return all;
        }
    }
}

package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed loop on persistent connections: each sends its next request as soon as it has received the whole response.
 * The client only counts bytes and reads the status, so that it takes as little of the machine as possible.
 *
 * @param requests complete requests, distributed over the connections in turn
 */
record ClosedLoopLoad(int port, List<byte[]> requests, int connections) {
    private static final int READ_BUFFER_BYTES = 256 * 1024;
    private static final int MAX_SAMPLES = 1 << 22;
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    /** The responses: their number, their bytes, and the latency of each in nanoseconds, in ascending order. */
    @SuppressWarnings("ArrayRecordComponent") // Millions of numbers that are never compared or changed.
    record Outcome(long responses, long failures, long bytes, double seconds, long[] nanos) {
        double perSecond() {
            return responses / seconds;
        }

        Outcome merge(Outcome other) {
            long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
            System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
            Arrays.sort(all);
            return new Outcome(
                    responses + other.responses,
                    failures + other.failures,
                    bytes + other.bytes,
                    Math.max(seconds, other.seconds),
                    all);
        }
    }

    /** Sends requests repeatedly for this long. */
    Outcome run(Duration duration) {
        return run(duration, Integer.MAX_VALUE);
    }

    /** Sends each request once. */
    Outcome runOnce() {
        return run(MAX_DURATION, requests.size());
    }

    /** Uses a thread for every second core, and leaves the rest to the server. */
    private Outcome run(Duration duration, int requestCount) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Outcome>> shares = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * connections / threads;
                int last = (thread + 1) * connections / threads;
                Callable<Outcome> share = () -> new LoadThread(first, last).run(duration, requestCount);
                shares.add(pool.submit(share));
            }
            Outcome all = shares.get(0).get();
            for (Future<Outcome> share : shares.subList(1, threads)) {
                all = all.merge(share.get());
            }
            return all;
        } catch (Exception broken) {
            throw new IllegalStateException("The load on port " + port + " failed", broken);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The connections of one thread. */
    private final class LoadThread {
        private final Selector selector;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
        private final long[] nanos = new long[MAX_SAMPLES];
        private int responses;
        private int inFlight;
        private long failures;
        private long bytes;

        LoadThread(int first, int last) {
            try {
                selector = Selector.open();
                for (int i = first; i < last; i++) {
                    SocketChannel channel =
                            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ, new ClosedLoopConnection(channel, i));
                }
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        Outcome run(Duration duration, int requestCount) throws IOException {
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            for (SelectionKey key : selector.keys()) {
                sendNext((ClosedLoopConnection) key.attachment(), requestCount);
            }
            while (inFlight > 0 && System.nanoTime() < end && responses < MAX_SAMPLES - connections) {
                selector.select(key -> read((ClosedLoopConnection) key.attachment(), requestCount), 100);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            long[] sorted = Arrays.copyOf(nanos, responses);
            Arrays.sort(sorted);
            return new Outcome(responses, failures, bytes, seconds, sorted);
        }

        private void sendNext(ClosedLoopConnection connection, int requestCount) throws IOException {
            if (connection.nextRequest < requestCount) {
                connection.send();
                inFlight++;
            }
        }

        private void read(ClosedLoopConnection connection, int requestCount) {
            try {
                buffer.clear();
                int length = connection.channel.read(buffer);
                if (length < 0) {
                    throw new IOException("The server closed a persistent connection");
                }
                bytes += length;
                if (connection.isComplete(buffer.flip())) {
                    nanos[responses++] = System.nanoTime() - connection.sentAt;
                    failures += connection.status == 200 ? 0 : 1;
                    inFlight--;
                    sendNext(connection, requestCount);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** A connection with its next request and the remaining bytes of its response. */
    private final class ClosedLoopConnection {
        private final SocketChannel channel;
        private final ResponseHead head = new ResponseHead();
        private int nextRequest;
        private long sentAt;
        private long bytesRemaining;
        private int status;

        ClosedLoopConnection(SocketChannel channel, int nextRequest) {
            this.channel = channel;
            this.nextRequest = nextRequest;
        }

        void send() throws IOException {
            ByteBuffer request = ByteBuffer.wrap(requests.get(nextRequest % requests.size()));
            nextRequest += connections;
            sentAt = System.nanoTime();
            bytesRemaining = -1;
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        boolean isComplete(ByteBuffer received) {
            if (bytesRemaining < 0) {
                if (!head.readUntilEnd(received)) {
                    return false;
                }
                status = head.status();
                bytesRemaining = head.contentLength();
                head.clear();
            }
            bytesRemaining -= received.remaining();
            return bytesRemaining <= 0;
        }
    }
}

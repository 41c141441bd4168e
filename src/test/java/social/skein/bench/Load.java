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
 * A closed loop on kept-alive connections: each asks again as soon as it has the whole answer. It counts bytes and reads
 * the status, and nothing else, so that as little of the machine as possible goes to asking.
 *
 * @param requests whole requests, dealt out to the connections like cards
 */
record Load(int port, List<byte[]> requests, int connections) {
    private static final int READ_AT_ONCE = 256 * 1024;
    private static final int MOST_SAMPLES = 1 << 22;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What came back: how often, how much, and the nanoseconds each answer took, in ascending order. */
    @SuppressWarnings("ArrayRecordComponent") // Millions of numbers, which nobody compares or changes.
    record Outcome(long answers, long failures, long bytes, double seconds, long[] nanos) {
        double perSecond() {
            return answers / seconds;
        }

        Outcome and(Outcome other) {
            long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
            System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
            Arrays.sort(all);
            return new Outcome(
                    answers + other.answers,
                    failures + other.failures,
                    bytes + other.bytes,
                    Math.max(seconds, other.seconds),
                    all);
        }
    }

    /** Asks for so long, over and over, and returns what came back. */
    Outcome run(Duration time) {
        return run(time, Integer.MAX_VALUE);
    }

    /** Sends every request once, and returns what came back. */
    Outcome once() {
        return run(LONGEST, requests.size());
    }

    /** Half of the machine's cores ask, the rest is the server's. */
    private Outcome run(Duration time, int turns) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Outcome>> shares = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * connections / threads;
                int last = (thread + 1) * connections / threads;
                Callable<Outcome> share = () -> new Share(first, last).run(time, turns);
                shares.add(pool.submit(share));
            }
            Outcome all = shares.get(0).get();
            for (Future<Outcome> share : shares.subList(1, threads)) {
                all = all.and(share.get());
            }
            return all;
        } catch (Exception broken) {
            throw new IllegalStateException("The load on port " + port + " broke off", broken);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The connections of one thread. */
    private final class Share {
        private final Selector selector;
        private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_AT_ONCE);
        private final long[] nanos = new long[MOST_SAMPLES];
        private int answers;
        private int asking;
        private long failures;
        private long bytes;

        Share(int first, int last) {
            try {
                selector = Selector.open();
                for (int i = first; i < last; i++) {
                    SocketChannel channel =
                            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ, new Exchange(channel, i));
                }
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        Outcome run(Duration time, int turns) throws IOException {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            for (SelectionKey key : selector.keys()) {
                ask((Exchange) key.attachment(), turns);
            }
            while (asking > 0 && System.nanoTime() < end && answers < MOST_SAMPLES - connections) {
                selector.select(key -> read((Exchange) key.attachment(), turns), 100);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            long[] taken = Arrays.copyOf(nanos, answers);
            Arrays.sort(taken);
            return new Outcome(answers, failures, bytes, seconds, taken);
        }

        private void ask(Exchange exchange, int turns) throws IOException {
            if (exchange.turn < turns) {
                exchange.ask();
                asking++;
            }
        }

        private void read(Exchange exchange, int turns) {
            try {
                chunk.clear();
                int length = exchange.channel.read(chunk);
                if (length < 0) {
                    throw new IOException("The server closed a connection it should have kept");
                }
                bytes += length;
                if (exchange.isWhole(chunk.flip())) {
                    nanos[answers++] = System.nanoTime() - exchange.asked;
                    failures += exchange.status == 200 ? 0 : 1;
                    asking--;
                    ask(exchange, turns);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** One connection: what it asks next, and how much of the answer is still to come. */
    private final class Exchange {
        private final SocketChannel channel;
        private final ResponseHead head = new ResponseHead();
        private int turn;
        private long asked;
        private long missing;
        private int status;

        Exchange(SocketChannel channel, int turn) {
            this.channel = channel;
            this.turn = turn;
        }

        void ask() throws IOException {
            ByteBuffer request = ByteBuffer.wrap(requests.get(turn % requests.size()));
            turn += connections;
            asked = System.nanoTime();
            missing = -1;
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        boolean isWhole(ByteBuffer came) {
            if (missing < 0) {
                if (!head.ends(came)) {
                    return false;
                }
                status = head.status();
                missing = head.contentLength();
                head.clear();
            }
            missing -= came.remaining();
            return missing <= 0;
        }
    }
}

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
 * Requests at a rate that does not wait for answers, as very many people make it: what is due is sent on any connection that
 * is idle. One thread does all of it.
 *
 * @param requests whole requests, sent one after the other and over again
 */
record OpenLoad(int port, List<byte[]> requests, int connections, double perSecond) {
    private static final int READ_AT_ONCE = 256 * 1024;
    private static final int SERVED = 200;
    private static final int REFUSED = 503;

    /**
     * What came back.
     *
     * @param served the nanoseconds that each answer took that was one, in ascending order
     * @param refused those of the refusals
     * @param others answers that were neither
     * @param unsent what was due while every connection waited for an answer
     */
    @SuppressWarnings("ArrayRecordComponent") // Millions of numbers, which nobody compares or changes.
    record Outcome(long[] served, long[] refused, long others, long unsent, double seconds) {
        double servedPerSecond() {
            return served.length / seconds;
        }

        double sentPerSecond() {
            return (served.length + refused.length + others) / seconds;
        }
    }

    Outcome run(Duration time) {
        try (Selector selector = Selector.open()) {
            return new Run(selector).run(time);
        } catch (IOException broken) {
            throw new IllegalStateException("The load on port " + port + " broke off", broken);
        }
    }

    private final class Run {
        private final Selector selector;
        private final ByteBuffer chunk = ByteBuffer.allocateDirect(READ_AT_ONCE);
        private final Deque<Line> idle = new ArrayDeque<>();
        private final Times served = new Times();
        private final Times refused = new Times();
        private long others;
        private long unsent;
        private int turn;

        Run(Selector selector) throws IOException {
            this.selector = selector;
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Line line = new Line(channel);
                channel.register(selector, SelectionKey.OP_READ, line);
                idle.add(line);
            }
        }

        Outcome run(Duration time) throws IOException {
            long start = System.nanoTime();
            long due = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                selector.select(this::read, 1);
                for (long now = (long) ((System.nanoTime() - start) / 1e9 * perSecond); due < now; due++) {
                    send();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Outcome(served.sorted(), refused.sorted(), others, unsent, seconds);
        }

        private void send() throws IOException {
            Line line = idle.poll();
            if (line == null) {
                unsent++;
            } else {
                line.send(requests.get(turn++ % requests.size()));
            }
        }

        private void read(SelectionKey key) {
            Line line = (Line) key.attachment();
            try {
                chunk.clear();
                if (line.channel.read(chunk) < 0) {
                    throw new IOException("The server closed a connection it should have kept");
                }
            } catch (IOException broken) {
                throw new IllegalStateException("The load on port " + port + " broke off", broken);
            }
            if (line.isWhole(chunk.flip())) {
                count(line.head.status(), System.nanoTime() - line.sent);
                line.head.clear();
                idle.add(line);
            }
        }

        private void count(int status, long nanos) {
            if (status == SERVED) {
                served.add(nanos);
            } else if (status == REFUSED) {
                refused.add(nanos);
            } else {
                others++;
            }
        }
    }

    /** A connection, with one request on it at a time. */
    private static final class Line {
        private final SocketChannel channel;
        private final ResponseHead head = new ResponseHead();
        private long sent;
        private long missing;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            sent = System.nanoTime();
            missing = -1;
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        boolean isWhole(ByteBuffer came) {
            if (missing < 0) {
                if (!head.ends(came)) {
                    return false;
                }
                missing = head.contentLength();
            }
            missing -= came.remaining();
            return missing <= 0;
        }
    }

    /** Numbers, as many as come. */
    private static final class Times {
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

package social.skein.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.app.Blocking;

/**
 * A TCP proxy in front of a store that injects faults. While it is down, the store is unavailable to its clients only;
 * while it is stalled, it delays all data until it is unstalled; with a latency, all data arrives late.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final NetServer server = vertx.createNetServer();
    private volatile URI target;
    private volatile boolean stalled;
    private volatile long latencyMillis;
    private volatile Optional<Runnable> onChunk = Optional.empty();
    private final AtomicInteger chunksUntilBreak = new AtomicInteger();

    private FaultProxy(URI store) {
        this.target = store;
    }

    /** Starts a proxy for the store at this address. */
    public static FaultProxy to(String targetUri) {
        FaultProxy proxy = new FaultProxy(URI.create(targetUri));
        NetClient connector = proxy.vertx.createNetClient();
        Blocking.await(
                proxy.server
                        .connectHandler(client -> {
                            client.pause();
                            connector
                                    .connect(proxy.target.getPort(), proxy.target.getHost())
                                    .onSuccess(upstream -> proxy.pipe(client, upstream))
                                    .onFailure(refused -> client.close());
                        })
                        .listen(0, "127.0.0.1"),
                TIMEOUT,
                "Starting a proxy");
        return proxy;
    }

    private void pipe(NetSocket client, NetSocket upstream) {
        sockets.add(client);
        sockets.add(upstream);
        client.closeHandler(gone -> closeOtherEnd(client, upstream));
        upstream.closeHandler(gone -> closeOtherEnd(upstream, client));
        client.handler(chunk -> {
            onChunk.ifPresent(Runnable::run);
            forwardOrBreak(chunk, upstream);
        });
        upstream.handler(chunk -> forwardOrBreak(chunk, client));
        if (stalled) {
            upstream.pause();
        } else {
            client.resume();
        }
    }

    private void forwardOrBreak(Buffer chunk, NetSocket to) {
        if (chunksUntilBreak.getAndDecrement() == 1) {
            sockets.forEach(NetSocket::close);
        } else {
            forward(chunk, to);
        }
    }

    private void closeOtherEnd(NetSocket gone, NetSocket other) {
        sockets.remove(gone);
        other.close();
    }

    /** Forwards a chunk. Timers of one event loop fire in order, so the chunks stay in order. */
    private void forward(Buffer chunk, NetSocket to) {
        if (latencyMillis == 0) {
            to.write(chunk);
        } else {
            vertx.setTimer(latencyMillis, due -> to.write(chunk));
        }
    }

    /** Returns the address of the store through this proxy. */
    public String uri() {
        return target.getScheme() + "://" + target.getRawAuthority().replaceFirst(":\\d+$", ":" + server.actualPort())
                + target.getRawPath();
    }

    /** Directs new connections to another store and closes the present ones. */
    public void redirectTo(String targetUri) {
        target = URI.create(targetUri);
        sockets.forEach(NetSocket::close);
    }

    /** Stops listening and closes all connections. */
    public void takeDown() {
        Blocking.await(server.close(), TIMEOUT, "Closing a proxy's port");
        sockets.forEach(NetSocket::close);
    }

    /** Stalls all data without closing connections, like a failed router. */
    public void stall() {
        stalled = true;
        sockets.forEach(NetSocket::pause);
    }

    /** Forwards the stalled data. */
    public void unstall() {
        stalled = false;
        sockets.forEach(NetSocket::resume);
    }

    /** Delays all data in each direction by this latency; zero ends the delay. */
    public void setLatency(Duration latency) {
        latencyMillis = latency.toMillis();
    }

    /** Runs an action once when clients have sent this number of further chunks, before the last is forwarded. */
    public void runAfterChunks(int chunks, Runnable action) {
        AtomicInteger remaining = new AtomicInteger(chunks);
        onChunk = Optional.of(() -> {
            if (remaining.decrementAndGet() == 0) {
                action.run();
            }
        });
    }

    /**
     * Closes all connections instead of forwarding the chunk with this number from now on, in either direction. New
     * connections are accepted.
     */
    public void breakAfterChunks(int chunks) {
        chunksUntilBreak.set(chunks);
    }

    /** Cancels the break; returns whether it has already occurred. */
    public boolean stopBreaking() {
        return chunksUntilBreak.getAndSet(0) <= 0;
    }

    @Override
    public void close() {
        Blocking.await(vertx.close(), TIMEOUT, "Closing a proxy");
    }
}

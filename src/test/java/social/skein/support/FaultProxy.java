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
 * A port that leads to a store, until something happens to the way: cut, and the store is gone for whoever came this way, and
 * for nobody else; held, and what is sent arrives when the way is open again; slow, and everything arrives late.
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

    /** A wire to the store of this address. */
    public static FaultProxy to(String targetUri) {
        FaultProxy wire = new FaultProxy(URI.create(targetUri));
        NetClient client = wire.vertx.createNetClient();
        Blocking.await(
                wire.server
                        .connectHandler(here -> {
                            here.pause();
                            client.connect(wire.target.getPort(), wire.target.getHost())
                                    .onSuccess(there -> wire.pipe(here, there))
                                    .onFailure(refused -> here.close());
                        })
                        .listen(0, "127.0.0.1"),
                TIMEOUT,
                "Laying a wire");
        return wire;
    }

    private void pipe(NetSocket client, NetSocket upstream) {
        sockets.add(client);
        sockets.add(upstream);
        client.closeHandler(gone -> closeOtherEnd(client, upstream));
        upstream.closeHandler(gone -> closeOtherEnd(upstream, client));
        client.handler(piece -> {
            onChunk.ifPresent(Runnable::run);
            forwardOrBreak(piece, upstream);
        });
        upstream.handler(piece -> forwardOrBreak(piece, client));
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

    /** Timers of one socket's event loop go off in their order, so pieces stay in theirs. */
    private void forward(Buffer chunk, NetSocket to) {
        if (latencyMillis == 0) {
            to.write(chunk);
        } else {
            vertx.setTimer(latencyMillis, due -> to.write(chunk));
        }
    }

    /** The store's address by way of this wire. */
    public String uri() {
        return target.getScheme() + "://" + target.getRawAuthority().replaceFirst(":\\d+$", ":" + server.actualPort())
                + target.getRawPath();
    }

    /** It leads to another store from now on, and whoever is connected has to come again. */
    public void redirectTo(String targetUri) {
        target = URI.create(targetUri);
        sockets.forEach(NetSocket::close);
    }

    public void takeDown() {
        Blocking.await(server.close(), TIMEOUT, "Cutting a wire");
        sockets.forEach(NetSocket::close);
    }

    /** Nothing arrives, and nobody is told: as where a router is gone. */
    public void stall() {
        stalled = true;
        sockets.forEach(NetSocket::pause);
    }

    /** What was held arrives now. */
    public void unstall() {
        stalled = false;
        sockets.forEach(NetSocket::resume);
    }

    /** Everything arrives so much later, each way, until that is zero again. */
    public void setLatency(Duration latency) {
        latencyMillis = latency.toMillis();
    }

    /** Has something done as soon as the store is sent the so-manieth piece from now on, before that arrives. */
    public void runAfterChunks(int chunks, Runnable action) {
        AtomicInteger left = new AtomicInteger(chunks);
        onChunk = Optional.of(() -> {
            if (left.decrementAndGet() == 0) {
                action.run();
            }
        });
    }

    /** Breaks all connections at the so-manieth piece from now on, either way, which does not arrive; new ones are let through. */
    public void breakAfterChunks(int chunks) {
        chunksUntilBreak.set(chunks);
    }

    /** Breaks nothing any more, and says whether it had. */
    public boolean stopBreaking() {
        return chunksUntilBreak.getAndSet(0) <= 0;
    }

    @Override
    public void close() {
        Blocking.await(vertx.close(), TIMEOUT, "Taking a wire away");
    }
}

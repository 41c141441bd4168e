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
import social.skein.app.Waiting;

/**
 * A port that leads to a store, until something happens to the way: cut, and the store is gone for whoever came this way, and
 * for nobody else; held, and what is sent arrives when the way is open again; slow, and everything arrives late.
 */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Set<NetSocket> ends = ConcurrentHashMap.newKeySet();
    private final NetServer server = vertx.createNetServer();
    private volatile URI store;
    private volatile boolean held;
    private volatile long lateMillis;
    private volatile Optional<Runnable> sent = Optional.empty();
    private final AtomicInteger left = new AtomicInteger();

    private Wire(URI store) {
        this.store = store;
    }

    /** A wire to the store of this address. */
    public static Wire to(String address) {
        Wire wire = new Wire(URI.create(address));
        NetClient client = wire.vertx.createNetClient();
        Waiting.on(
                wire.server
                        .connectHandler(here -> {
                            here.pause();
                            client.connect(wire.store.getPort(), wire.store.getHost())
                                    .onSuccess(there -> wire.join(here, there))
                                    .onFailure(refused -> here.close());
                        })
                        .listen(0, "127.0.0.1"),
                PATIENCE,
                "Laying a wire");
        return wire;
    }

    private void join(NetSocket here, NetSocket there) {
        ends.add(here);
        ends.add(there);
        here.closeHandler(gone -> leave(here, there));
        there.closeHandler(gone -> leave(there, here));
        here.handler(piece -> {
            sent.ifPresent(Runnable::run);
            carryOrBreak(piece, there);
        });
        there.handler(piece -> carryOrBreak(piece, here));
        if (held) {
            there.pause();
        } else {
            here.resume();
        }
    }

    private void carryOrBreak(Buffer piece, NetSocket to) {
        if (left.getAndDecrement() == 1) {
            ends.forEach(NetSocket::close);
        } else {
            carry(piece, to);
        }
    }

    private void leave(NetSocket gone, NetSocket other) {
        ends.remove(gone);
        other.close();
    }

    /** Timers of one socket's event loop go off in their order, so pieces stay in theirs. */
    private void carry(Buffer piece, NetSocket to) {
        if (lateMillis == 0) {
            to.write(piece);
        } else {
            vertx.setTimer(lateMillis, due -> to.write(piece));
        }
    }

    /** The store's address by way of this wire. */
    public String address() {
        return store.getScheme() + "://" + store.getRawAuthority().replaceFirst(":\\d+$", ":" + server.actualPort())
                + store.getRawPath();
    }

    /** It leads to another store from now on, and whoever is connected has to come again. */
    public void leadTo(String address) {
        store = URI.create(address);
        ends.forEach(NetSocket::close);
    }

    public void cut() {
        Waiting.on(server.close(), PATIENCE, "Cutting a wire");
        ends.forEach(NetSocket::close);
    }

    /** Nothing arrives, and nobody is told: as where a router is gone. */
    public void hold() {
        held = true;
        ends.forEach(NetSocket::pause);
    }

    /** What was held arrives now. */
    public void release() {
        held = false;
        ends.forEach(NetSocket::resume);
    }

    /** Everything arrives so much later, each way, until that is zero again. */
    public void slow(Duration late) {
        lateMillis = late.toMillis();
    }

    /** Has something done as soon as the store is sent the so-manieth piece from now on, before that arrives. */
    public void after(int pieces, Runnable next) {
        AtomicInteger left = new AtomicInteger(pieces);
        sent = Optional.of(() -> {
            if (left.decrementAndGet() == 0) {
                next.run();
            }
        });
    }

    /** Breaks all connections at the so-manieth piece from now on, either way, which does not arrive; new ones are let through. */
    public void breakAt(int pieces) {
        left.set(pieces);
    }

    /** Breaks nothing any more, and says whether it had. */
    public boolean mend() {
        return left.getAndSet(0) <= 0;
    }

    @Override
    public void close() {
        Waiting.on(vertx.close(), PATIENCE, "Taking a wire away");
    }
}

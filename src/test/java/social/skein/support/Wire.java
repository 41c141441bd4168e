package social.skein.support;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import social.skein.app.Waiting;

/** A port that leads to a store, until it is cut: then the store is gone for whoever came this way, and for nobody else. */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final Set<NetSocket> ends = ConcurrentHashMap.newKeySet();
    private final NetServer server = vertx.createNetServer();
    private final URI store;

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
        here.closeHandler(gone -> there.close());
        there.closeHandler(gone -> here.close());
        here.handler(there::write);
        there.handler(here::write);
        here.resume();
    }

    /** The store's address by way of this wire. */
    public String address() {
        return store.getScheme() + "://" + store.getRawAuthority().replaceFirst(":\\d+$", ":" + server.actualPort())
                + store.getRawPath();
    }

    public void cut() {
        Waiting.on(server.close(), PATIENCE, "Cutting a wire");
        ends.forEach(NetSocket::close);
    }

    @Override
    public void close() {
        Waiting.on(vertx.close(), PATIENCE, "Taking a wire away");
    }
}

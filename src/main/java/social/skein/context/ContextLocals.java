package social.skein.context;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Has every Vertx that is made know what its contexts carry; Vert.x finds it in {@code META-INF/services}. */
public final class ContextLocals implements VertxServiceProvider {
    @Override
    public void init(VertxBootstrap bootstrap) {
        Trace.register();
    }
}

package social.skein.context;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Registers our context locals with every Vertx instance; Vert.x finds it in {@code META-INF/services}. */
public final class ContextLocals implements VertxServiceProvider {
    @Override
    public void init(VertxBootstrap bootstrap) {
        Trace.register();
    }
}

package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link StreamedResponse} on its way. The status goes out with the first piece; a failure after that can only be told by
 * hanging up, which a client sees, because the last chunk is missing.
 */
final class StreamedTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedTransfer.class);

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final StreamedResponse source;

    private StreamedTransfer(RoutingContext context, StreamedResponse source) {
        this.context = context;
        this.response = context.response();
        this.source = source;
    }

    static void start(RoutingContext context, StreamedResponse source) {
        StreamedTransfer transfer = new StreamedTransfer(context, source);
        if (HttpMethod.HEAD.equals(context.request().method())) {
            transfer.writeHead();
            transfer.sendChunk(Optional.empty());
        } else {
            source.chunks()
                    .next()
                    .onSuccess(first -> {
                        transfer.writeHead();
                        transfer.sendChunk(first);
                    })
                    .onFailure(context::fail);
        }
    }

    private void writeHead() {
        RequestPermit.of(context).ifPresent(RequestPermit::becomeStream);
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", source.type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + source.fileName() + "\"")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "private, no-store");
    }

    /** A write is done when it has left for the socket: waiting for it is what keeps us no faster than the client. */
    private void sendChunk(Optional<Buffer> chunk) {
        if (response.closed()) {
            return;
        }
        if (chunk.isEmpty()) {
            response.end().onFailure(this::abort);
        } else {
            write(chunk.get())
                    .compose(written -> source.chunks().next())
                    .onSuccess(this::sendChunk)
                    .onFailure(this::abort);
        }
    }

    private Future<Void> write(Buffer chunk) {
        return chunk.length() == 0 ? Future.succeededFuture() : response.write(chunk);
    }

    private void abort(Throwable failure) {
        if (!response.closed()) {
            LOG.warn("{} broke off: {}", source.fileName(), failure.toString());
            context.request().connection().close();
        }
    }
}

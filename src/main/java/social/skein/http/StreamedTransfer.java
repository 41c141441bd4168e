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
 * The transmission of one {@link StreamedResponse}. The status is sent with the first chunk; a later failure can only
 * be signalled by closing the connection, which the client notices because the terminating chunk is missing.
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
                .putHeader("Cache-Control", CachePolicy.UNCACHED);
    }

    /** A write completes when the data is handed to the socket; waiting for it applies the client's back-pressure. */
    private void sendChunk(Optional<Buffer> chunk) {
        if (response.closed()) {
            return;
        }
        if (chunk.isEmpty()) {
            response.end().onFailure(this::abort);
        } else {
            write(chunk.get())
                    .compose(done -> source.chunks().next())
                    .onSuccess(this::sendChunk)
                    .onFailure(this::abort);
        }
    }

    private Future<Void> write(Buffer chunk) {
        return chunk.length() == 0 ? Future.succeededFuture() : response.write(chunk);
    }

    private void abort(Throwable failure) {
        if (!response.closed()) {
            LOG.warn("Download of {} aborted: {}", source.fileName(), failure.toString());
            context.request().connection().close();
        }
    }
}

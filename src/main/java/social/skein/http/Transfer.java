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
 * One {@link Download} on its way. The status goes out with the first piece; a failure after that can only be told by
 * hanging up, which a client sees, because the last chunk is missing.
 */
final class Transfer {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Download download;

    private Transfer(RoutingContext context, Download download) {
        this.context = context;
        this.response = context.response();
        this.download = download;
    }

    static void begin(RoutingContext context, Download download) {
        Transfer transfer = new Transfer(context, download);
        if (HttpMethod.HEAD.equals(context.request().method())) {
            transfer.head();
            transfer.send(Optional.empty());
        } else {
            download.pieces()
                    .next()
                    .onSuccess(first -> {
                        transfer.head();
                        transfer.send(first);
                    })
                    .onFailure(context::fail);
        }
    }

    private void head() {
        RequestPermit.of(context).ifPresent(RequestPermit::becomeStream);
        response.setStatusCode(200)
                .setChunked(true)
                .putHeader("Content-Type", download.type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + download.file() + "\"")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "private, no-store");
    }

    /** A write is done when it has left for the socket: waiting for it is what keeps us no faster than the client. */
    private void send(Optional<Buffer> piece) {
        if (response.closed()) {
            return;
        }
        if (piece.isEmpty()) {
            response.end().onFailure(this::breakOff);
        } else {
            write(piece.get())
                    .compose(written -> download.pieces().next())
                    .onSuccess(this::send)
                    .onFailure(this::breakOff);
        }
    }

    private Future<Void> write(Buffer piece) {
        return piece.length() == 0 ? Future.succeededFuture() : response.write(piece);
    }

    private void breakOff(Throwable failure) {
        if (!response.closed()) {
            LOG.warn("{} broke off: {}", download.file(), failure.toString());
            context.request().connection().close();
        }
    }
}

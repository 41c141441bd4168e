package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The transmission of one {@link FileResponse}. */
public final class FileTransfer {
    private static final String WEAK_PREFIX = "W/";
    private static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

    /** Headers that describe the file alone, and must not stay on the error response that replaces it. */
    private static final List<String> FILE_HEADERS = List.of(
            "ETag",
            "Cache-Control",
            CDN_CACHE_CONTROL,
            "Accept-Ranges",
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Content-Disposition");

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy",
            "cross-origin");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final FileResponse file;

    private FileTransfer(HttpServerRequest request, FileResponse file) {
        this.request = request;
        this.response = request.response();
        this.file = file;
    }

    /**
     * Answers a request with a file. The future fails with {@link social.skein.model.Problem} if the file is missing or
     * does not contain the requested range; the response can still be another one, unless its head was written.
     *
     * @param beforeBody called before bytes of the file are sent, which takes as long as the client reads
     */
    public static Future<Void> send(Vertx vertx, HttpServerRequest request, FileResponse file, Runnable beforeBody) {
        FileTransfer transfer = new FileTransfer(request, file);
        if (transfer.isCachedByClient()) {
            return transfer.sendNotModified();
        }
        return file.source().open(vertx).compose(open -> transfer.send(open, beforeBody));
    }

    private Future<Void> sendNotModified() {
        putHeaders();
        return response.setStatusCode(304).end();
    }

    private Future<Void> send(FileSource.OpenFile open, Runnable beforeBody) {
        return Future.succeededFuture()
                .compose(opened -> {
                    if (response.ended() || response.closed()) {
                        // The request timed out, or the client has disconnected.
                        return Future.<Void>succeededFuture();
                    }
                    Optional<ByteRange> part = requestedRange(open.length());
                    putHeaders();
                    part.ifPresent(range -> response.putHeader("Content-Range", range.toHeader(open.length())));
                    long bytes = part.map(ByteRange::length).orElse(open.length());
                    response.setStatusCode(part.isPresent() ? 206 : 200)
                            .putHeader("Content-Type", file.contentType())
                            .putHeader("Content-Length", Long.toString(bytes));
                    if (HttpMethod.HEAD.equals(request.method()) || bytes == 0) {
                        return response.end();
                    }
                    beforeBody.run();
                    return open.send(response, part.map(ByteRange::first).orElse(0L), bytes);
                })
                .onFailure(failure -> removeHeaders())
                .onComplete(sent -> open.close());
    }

    private void putHeaders() {
        SECURITY_HEADERS.forEach(response::putHeader);
        response.putHeader("ETag", file.etag())
                .putHeader("Cache-Control", file.cacheControl())
                .putHeader("Accept-Ranges", "bytes");
        file.cdnCacheControl().ifPresent(value -> response.putHeader(CDN_CACHE_CONTROL, value));
        file.disposition().ifPresent(value -> response.putHeader("Content-Disposition", value));
    }

    private void removeHeaders() {
        if (!response.headWritten()) {
            FILE_HEADERS.forEach(response.headers()::remove);
        }
    }

    private boolean isCachedByClient() {
        return request.headers().getAll("If-None-Match").stream()
                .flatMap(tags -> Stream.of(tags.split(",", -1)))
                .map(String::strip)
                .map(tag -> tag.startsWith(WEAK_PREFIX) ? tag.substring(WEAK_PREFIX.length()) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(file.etag()));
    }

    /** Only GET has ranges. {@code If-Range} with another tag, or with a date, requests the whole file. */
    private Optional<ByteRange> requestedRange(long size) {
        String range = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        boolean applies = range != null
                && HttpMethod.GET.equals(request.method())
                && (condition == null || condition.strip().equals(file.etag()));
        return applies ? ByteRange.parse(range.strip(), size) : Optional.empty();
    }
}

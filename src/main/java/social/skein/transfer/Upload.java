package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * Receives the body of one multipart form: its texts become the request's form attributes and its files are written to
 * a folder, no faster than the disk takes them. Confined to the request's event loop.
 */
public final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final long MAX_CHECK_INTERVAL_MILLIS = 1_000;
    private static final int CHECKS = 8;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final UploadPolicy policy;
    private final long maxTextBytes;
    private final UploadForm form;
    private final MultipartParser parser;
    private final BodyPace pace;
    private final Promise<Void> received = Promise.promise();
    private long bytes;
    private boolean done;
    private Optional<Long> timer = Optional.empty();

    private Upload(Vertx vertx, HttpServerRequest request, byte[] boundary, UploadPolicy policy, long maxTextBytes) {
        this.vertx = vertx;
        this.request = request;
        this.policy = policy;
        this.maxTextBytes = maxTextBytes;
        this.form = new UploadForm(vertx, policy, request.formAttributes());
        this.parser = new MultipartParser(boundary, form);
        this.pace = new BodyPace(policy.patience(), policy.minBytesPerSecond(), System.nanoTime());
    }

    /**
     * Starts to receive the body of a paused request; throws {@link Problem} if its head shows that it cannot be
     * accepted.
     *
     * @param type the content type, with the boundary
     * @param maxTextBytes the limit for the form without its files
     */
    public static Upload start(
            Vertx vertx, HttpServerRequest request, String type, UploadPolicy policy, long maxTextBytes) {
        byte[] boundary = FormParser.boundary(type);
        if (contentLength(request) > policy.maxBodyBytes()) {
            throw policy.bodyTooLarge();
        }
        Upload upload = new Upload(vertx, request, boundary, policy, maxTextBytes);
        upload.start();
        return upload;
    }

    private static long contentLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException huge) {
            return Long.MAX_VALUE;
        }
    }

    private void start() {
        long interval = Math.min(MAX_CHECK_INTERVAL_MILLIS, policy.patience().toMillis() / CHECKS + 1);
        timer = Optional.of(vertx.setPeriodic(interval, checked -> check()));
        request.handler(this::receive).endHandler(ended -> finish()).exceptionHandler(this::failRequest);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** Completes when all files are written; fails with {@link Problem}, also if the client disconnects. */
    public Future<Void> received() {
        return received.future();
    }

    /** The names of the fields that hold a file, accepted or not. */
    public Set<String> fileFields() {
        return Set.copyOf(form.fileFields());
    }

    /** The accepted files by field. */
    public Map<String, UploadedFile> files() {
        return Map.copyOf(form.files());
    }

    /** Stops receiving and deletes all files that were not moved. Call it when the request has ended, however. */
    public void discard() {
        stop();
        form.delete();
    }

    private void receive(Buffer chunk) {
        if (done) {
            return;
        }
        bytes += chunk.length();
        pace.received(chunk.length(), System.nanoTime());
        try {
            if (bytes > policy.maxBodyBytes()) {
                throw policy.bodyTooLarge();
            }
            parser.parse(chunk.getBytes());
            if (bytes - form.fileBytes() > maxTextBytes + parser.withheldBytes()) {
                throw UploadPolicy.textTooLarge(maxTextBytes);
            }
        } catch (Problem refused) {
            fail(refused);
            return;
        }
        awaitDisk();
    }

    private void awaitDisk() {
        Future<Void> written = form.written();
        if (written.succeeded()) {
            return;
        }
        request.pause();
        written.onSuccess(caughtUp -> request.resume()).onFailure(this::failDisk);
    }

    private void finish() {
        if (done) {
            return;
        }
        try {
            parser.end();
        } catch (Problem malformed) {
            fail(malformed);
            return;
        }
        form.written()
                .onSuccess(written -> {
                    stop();
                    received.tryComplete();
                })
                .onFailure(this::failDisk);
    }

    private void check() {
        if (pace.isLate(System.nanoTime())) {
            boolean diskIsLate = !form.written().isComplete();
            fail(
                    diskIsLate
                            ? new Problem.Unavailable("Files cannot be stored at the moment")
                            : new Problem.RequestTimeout());
        }
    }

    private void failDisk(Throwable failure) {
        if (!done) {
            LOG.error("Could not write an upload to {}, is the disk full? {}", policy.folder(), failure.toString());
            fail(new Problem.Unavailable("There is no room for uploads at the moment", failure.toString()));
        }
    }

    /** The client disconnected, or its chunks cannot be decoded, which also ends the connection. */
    private void failRequest(Throwable failure) {
        fail(FormParser.malformed());
    }

    private void fail(Throwable failure) {
        stop();
        received.tryFail(failure);
    }

    private void stop() {
        done = true;
        timer.ifPresent(vertx::cancelTimer);
        timer = Optional.empty();
    }
}

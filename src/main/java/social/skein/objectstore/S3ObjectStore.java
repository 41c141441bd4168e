package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import social.skein.objectstore.ObjectStoreException.Kind;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object store in an S3 bucket of AWS or of a compatible provider. It needs no access control lists, no checksums of
 * the provider and no batch deletion.
 */
public final class S3ObjectStore implements ObjectStore {
    private static final int THREADS = 16;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);
    private static final int CHECK_SECONDS = 5;
    private static final Duration CHECK_REQUEST = Duration.ofSeconds(2);
    /** Not a valid key, so it appears in no list. */
    private static final String PROBE = ".skein-check";

    private final StoreWorkers workers;
    private final S3Connection connection;
    private final S3Deletion deletion;

    private S3ObjectStore(StoreWorkers workers, S3Connection connection) {
        this.workers = workers;
        this.connection = connection;
        this.deletion = new S3Deletion(connection);
    }

    /** Opens the store; sends nothing yet, so the bucket may be unavailable. */
    public static Future<S3ObjectStore> open(Vertx vertx, S3Settings settings) {
        return open(vertx, settings, S3Timeouts.DEFAULT);
    }

    static Future<S3ObjectStore> open(Vertx vertx, S3Settings settings, S3Timeouts timeouts) {
        StoreWorkers workers = new StoreWorkers(vertx, "skein-s3-objects", THREADS);
        return workers.run(() -> new S3ObjectStore(workers, new S3Connection(settings, timeouts, workers)))
                .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Void> put(String key, Path file, ObjectMetadata metadata) {
        return S3Upload.run(connection, key, file, metadata);
    }

    @Override
    public Future<Optional<StoredObject>> head(String key) {
        return connection.run(client -> S3Head.find(connection, client, key));
    }

    @Override
    public Future<Void> download(String key, Path target) {
        return S3Download.run(connection, workers, key, target);
    }

    @Override
    public Future<ObjectRead> read(String key, long from, long toInclusive) {
        return S3Read.open(connection, key, from, toInclusive, CHUNK_BYTES);
    }

    @Override
    public Future<Set<String>> delete(Collection<String> keys) {
        return deletion.delete(keys);
    }

    @Override
    public Future<ListedPage> list(String afterKey, int limit) {
        return connection.run(client -> {
            int size = PageSize.require(limit);
            return page(client.listObjectsV2(request -> {
                request.bucket(connection.bucket()).prefix(connection.prefix()).maxKeys(size);
                if (!afterKey.isEmpty()) {
                    request.startAfter(connection.prefix() + afterKey);
                }
            }));
        });
    }

    private ListedPage page(ListObjectsV2Response response) {
        List<S3Object> found = response.contents();
        List<ListedObject> objects = found.stream()
                .filter(object -> ObjectKey.isValid(shortKey(object)))
                .map(object -> new ListedObject(shortKey(object), object.size(), object.lastModified()))
                .toList();
        boolean more = Boolean.TRUE.equals(response.isTruncated()) && !found.isEmpty();
        return new ListedPage(objects, more ? Optional.of(shortKey(found.get(found.size() - 1))) : Optional.empty());
    }

    private String shortKey(S3Object object) {
        return object.key().substring(connection.prefix().length());
    }

    @Override
    public Future<OptionalLong> usableBytes() {
        return Future.succeededFuture(OptionalLong.empty());
    }

    /** Aborts multipart uploads. A page of a thousand at a time is enough, since they are rare. */
    @Override
    public Future<Integer> removeLeftovers() {
        return connection.run(client -> {
            Instant limit = Instant.now().minus(LEFTOVER_AGE);
            List<MultipartUpload> leftovers = client
                    .listMultipartUploads(
                            request -> request.bucket(connection.bucket()).prefix(connection.prefix()))
                    .uploads()
                    .stream()
                    .filter(upload ->
                            upload.initiated() != null && upload.initiated().isBefore(limit))
                    .toList();
            for (MultipartUpload upload : leftovers) {
                client.abortMultipartUpload(request ->
                        request.bucket(connection.bucket()).key(upload.key()).uploadId(upload.uploadId()));
            }
            return leftovers.size();
        });
    }

    @Override
    public Future<Void> check() {
        return inTime(this::probe);
    }

    @Override
    public Future<Void> ping() {
        return inTime(client -> client.headBucket(request -> request.bucket(connection.bucket())
                .overrideConfiguration(override -> override.apiCallTimeout(CHECK_REQUEST))));
    }

    private Future<Void> inTime(Function<S3Client, ?> call) {
        return connection
                .run(call)
                .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? stalled() : failure))
                .mapEmpty();
    }

    private String probe(S3Client client) {
        String key = connection.prefix() + PROBE;
        client.putObject(
                request -> request.bucket(connection.bucket())
                        .key(key)
                        .overrideConfiguration(override -> override.apiCallTimeout(CHECK_REQUEST)),
                RequestBody.fromString("probe"));
        client.deleteObject(request -> request.bucket(connection.bucket())
                .key(key)
                .overrideConfiguration(override -> override.apiCallTimeout(CHECK_REQUEST)));
        return key;
    }

    private ObjectStoreException stalled() {
        return new ObjectStoreException(
                Kind.UNAVAILABLE,
                connection.address() + " cannot be reached: it did not answer within " + CHECK_SECONDS + " seconds",
                null);
    }

    @Override
    public Future<Void> close() {
        return connection.close();
    }
}

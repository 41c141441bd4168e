package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.objectstore.ObjectStoreException.Kind;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A read from a bucket: one request for each chunk, which succeeds only for the object that the first request met. */
final class S3Read implements ObjectRead {
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Connection connection;
    private final String key;
    private final int chunkBytes;
    private final StoredObject object;
    private final ObjectRange range;
    private Optional<Buffer> first;
    private long position;

    private S3Read(
            S3Connection connection,
            String key,
            int chunkBytes,
            StoredObject object,
            ObjectRange range,
            Optional<Buffer> first) {
        this.connection = connection;
        this.key = key;
        this.chunkBytes = chunkBytes;
        this.object = object;
        this.range = range;
        this.first = first;
        this.position = range.from();
    }

    static Future<ObjectRead> open(S3Connection connection, String key, long from, long toInclusive, int chunkBytes) {
        return connection.run(client -> {
            ObjectRange.require(from, toInclusive);
            long end = toInclusive - from < chunkBytes ? toInclusive : from + chunkBytes - 1;
            try {
                ResponseBytes<GetObjectResponse> chunk = get(connection, client, key, from, end, null);
                StoredObject object = object(connection, chunk.response());
                return new S3Read(
                        connection,
                        key,
                        chunkBytes,
                        object,
                        ObjectRange.of(from, toInclusive, object.size()),
                        Optional.of(Buffer.buffer(chunk.asByteArrayUnsafe())));
            } catch (S3Exception refused) {
                if (S3Errors.isAbsent(refused)) {
                    throw ObjectStoreException.notFound(key);
                }
                if (refused.statusCode() != RANGE_NOT_SATISFIABLE) {
                    throw refused;
                }
                StoredObject object =
                        S3Head.find(connection, client, key).orElseThrow(() -> ObjectStoreException.notFound(key));
                return new S3Read(connection, key, chunkBytes, object, new ObjectRange(from, 0), Optional.empty());
            }
        });
    }

    private static ResponseBytes<GetObjectResponse> get(
            S3Connection connection, S3Client client, String key, long from, long end, @Nullable String etag) {
        return client.getObject(
                GetObjectRequest.builder()
                        .bucket(connection.bucket())
                        .key(connection.fullKey(key))
                        .range("bytes=" + from + "-" + end)
                        .ifMatch(etag)
                        .build(),
                ResponseTransformer.toBytes());
    }

    /** The size of the object is at the end of a header such as {@code Content-Range: bytes 0-99/1234}. */
    private static StoredObject object(S3Connection connection, GetObjectResponse response) {
        String contentRange = String.valueOf(response.contentRange());
        int slash = contentRange.indexOf('/');
        if (slash < 0) {
            throw new ObjectStoreException(
                    Kind.REFUSED, connection.address() + " ignores the header Range, which is needed to read", null);
        }
        return S3Head.object(
                Long.parseLong(contentRange.substring(slash + 1)),
                response.eTag(),
                response.contentType(),
                response.cacheControl(),
                response.contentDisposition());
    }

    @Override
    public StoredObject object() {
        return object;
    }

    @Override
    public long from() {
        return range.from();
    }

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (position >= range.end()) {
            return Future.succeededFuture(Optional.empty());
        }
        Future<Buffer> chunk = first.map(Future::succeededFuture).orElseGet(() -> connection.run(this::getChunk));
        first = Optional.empty();
        return chunk.map(bytes -> {
            position += bytes.length();
            return Optional.of(bytes);
        });
    }

    private Buffer getChunk(S3Client client) {
        long end = Math.min(range.end(), position + chunkBytes) - 1;
        try {
            return Buffer.buffer(get(connection, client, key, position, end, "\"" + object.etag() + "\"")
                    .asByteArrayUnsafe());
        } catch (S3Exception refused) {
            if (refused.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED || S3Errors.isAbsent(refused)) {
                throw new ObjectStoreException(
                        Kind.UNAVAILABLE, "The object " + key + " was replaced or deleted while it was read", refused);
            }
            throw refused;
        }
    }
}

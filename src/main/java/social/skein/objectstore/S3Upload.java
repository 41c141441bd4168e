package social.skein.objectstore;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The upload of one file. A large one is sent in parts, one after the other, so that each request is short enough for
 * its timeout; the object appears when all are there.
 */
final class S3Upload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    /** At the timeout of 30 seconds, a part needs 270 KiB a second. */
    static final long PART_BYTES = 8L << 20;

    private static final int MAX_PARTS = 10_000;

    private final S3Connection connection;
    private final Path file;
    private final String key;
    private final ObjectMetadata metadata;
    private final long size;
    private final long partBytes;

    private S3Upload(S3Connection connection, Path file, String key, ObjectMetadata metadata, long size) {
        this.connection = connection;
        this.file = file;
        this.key = key;
        this.metadata = metadata;
        this.size = size;
        this.partBytes = Math.max(PART_BYTES, (size + MAX_PARTS - 1) / MAX_PARTS);
    }

    static Future<Void> run(S3Connection connection, String key, Path file, ObjectMetadata metadata) {
        return connection
                .run(client -> {
                    String fullKey = connection.fullKey(key);
                    return local(
                            file,
                            () -> new S3Upload(connection, file, fullKey, metadata, SourceFile.requireSize(file)));
                })
                .compose(upload -> upload.size <= PART_BYTES ? upload.put() : upload.putInParts());
    }

    private Future<Void> put() {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(connection.bucket())
                .key(key)
                .contentType(metadata.contentType())
                .cacheControl(header(metadata.cacheControl()))
                .contentDisposition(metadata.contentDisposition().orElse(null))
                .build();
        return connection
                .run(client -> local(file, () -> {
                    try (FileRegion body = new FileRegion(file, 0, size)) {
                        return client.putObject(request, body.asBody(metadata.contentType()));
                    }
                }))
                .mapEmpty();
    }

    private Future<Void> putInParts() {
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(connection.bucket())
                .key(key)
                .contentType(metadata.contentType())
                .cacheControl(header(metadata.cacheControl()))
                .contentDisposition(metadata.contentDisposition().orElse(null))
                .build();
        return connection
                .run(client -> client.createMultipartUpload(request).uploadId())
                .compose(id -> putParts(id, new ArrayList<>())
                        .compose(parts -> complete(id, parts))
                        .recover(failure -> abort(id).transform(aborted -> Future.failedFuture(failure))));
    }

    private Future<List<CompletedPart>> putParts(String id, List<CompletedPart> done) {
        long start = done.size() * partBytes;
        return start >= size
                ? Future.succeededFuture(done)
                : putPart(id, done.size() + 1, start).compose(part -> {
                    done.add(part);
                    return putParts(id, done);
                });
    }

    private Future<CompletedPart> putPart(String id, int number, long start) {
        return connection.run(client -> local(file, () -> {
            try (FileRegion body = new FileRegion(file, start, Math.min(partBytes, size - start))) {
                String etag = client.uploadPart(
                                part -> part.bucket(connection.bucket())
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number),
                                body.asBody("application/octet-stream"))
                        .eTag();
                return CompletedPart.builder().partNumber(number).eTag(etag).build();
            }
        }));
    }

    private Future<Void> complete(String id, List<CompletedPart> parts) {
        return connection
                .run(client -> client.completeMultipartUpload(upload -> upload.bucket(connection.bucket())
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(completed -> completed.parts(parts))))
                .mapEmpty();
    }

    private Future<Void> abort(String id) {
        return connection
                .run(client -> client.abortMultipartUpload(
                        upload -> upload.bucket(connection.bucket()).key(key).uploadId(id)))
                .onFailure(failure -> LOG.warn(
                        "The parts of the failed upload of {} remain until the leftovers are removed: {}",
                        key,
                        failure.getMessage()))
                .mapEmpty();
    }

    @SuppressWarnings("NullAway") // The builders of the SDK take null for an absent header.
    private static String header(String value) {
        return value.isEmpty() ? null : value;
    }

    /** What reads or writes a file of this machine. */
    interface LocalTask<T> {
        T run() throws IOException;
    }

    /** A failure of the file is not one of the bucket. */
    static <T> T local(Path file, LocalTask<T> task) {
        try {
            return task.run();
        } catch (IOException failure) {
            throw DiskErrors.describe(failure, "The use of " + file);
        }
    }
}

package social.skein.objectstore;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads the headers of an object. */
final class S3Head {
    private S3Head() {}

    static Optional<StoredObject> find(S3Connection connection, S3Client client, String key) {
        String fullKey = connection.fullKey(key);
        try {
            HeadObjectResponse head = client.headObject(
                    object -> object.bucket(connection.bucket()).key(fullKey));
            return Optional.of(object(
                    head.contentLength(),
                    head.eTag(),
                    head.contentType(),
                    head.cacheControl(),
                    head.contentDisposition()));
        } catch (S3Exception refused) {
            if (!S3Errors.isAbsent(refused)) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    static StoredObject object(
            long size,
            String etag,
            @Nullable String contentType,
            @Nullable String cacheControl,
            @Nullable String contentDisposition) {
        return new StoredObject(
                size,
                etag.replace("\"", ""),
                new ObjectMetadata(
                        contentType == null ? "application/octet-stream" : contentType,
                        cacheControl == null ? "" : cacheControl,
                        Optional.ofNullable(contentDisposition)));
    }
}

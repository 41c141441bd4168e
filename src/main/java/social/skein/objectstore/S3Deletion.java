package social.skein.objectstore;

import io.vertx.core.Future;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.objectstore.ObjectStoreException.Kind;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes objects in batches, or one by one those that the provider does not delete in a batch. */
final class S3Deletion {
    private static final Logger LOG = LoggerFactory.getLogger(S3Deletion.class);
    private static final int BATCH = 1_000;
    private static final Set<Integer> NO_BATCHES = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_BAD_METHOD,
            HttpURLConnection.HTTP_LENGTH_REQUIRED,
            HttpURLConnection.HTTP_NOT_IMPLEMENTED);

    private final S3Connection connection;
    /** False once the provider turned out to have no batch deletion. */
    private volatile boolean batches = true;

    S3Deletion(S3Connection connection) {
        this.connection = connection;
    }

    /** Returns the keys that could not be deleted. */
    Future<Set<String>> delete(Collection<String> keys) {
        return connection
                .run(client -> keys.stream().map(ObjectKey::require).toList())
                .compose(valid -> deleteFrom(valid, 0, new LinkedHashSet<>()));
    }

    private Future<Set<String>> deleteFrom(List<String> keys, int start, Set<String> failed) {
        if (start >= keys.size()) {
            return Future.succeededFuture(failed);
        }
        List<String> batch = keys.subList(start, Math.min(start + BATCH, keys.size()));
        return connection
                .run(client -> deleteBatch(client, batch))
                .compose(
                        remaining -> {
                            failed.addAll(remaining);
                            return deleteFrom(keys, start + BATCH, failed);
                        },
                        failure -> {
                            failed.addAll(keys.subList(start, keys.size()));
                            LOG.warn("{} objects could not be deleted: {}", keys.size() - start, failure.getMessage());
                            return Future.succeededFuture(failed);
                        });
    }

    private Set<String> deleteBatch(S3Client client, List<String> keys) {
        if (!batches) {
            return deleteEach(client, keys);
        }
        try {
            return deleteEach(client, deleteTogether(client, keys));
        } catch (S3Exception refused) {
            if (!NO_BATCHES.contains(refused.statusCode())
                    || S3Errors.errorCode(refused).equals("NoSuchBucket")) {
                throw refused;
            }
            LOG.info(
                    "{} does not delete in batches (HTTP status {}), so objects are deleted one by one",
                    connection.address(),
                    refused.statusCode());
            batches = false;
            return deleteEach(client, keys);
        }
    }

    /** Returns the keys that the provider did not delete. */
    private List<String> deleteTogether(S3Client client, List<String> keys) {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key ->
                        ObjectIdentifier.builder().key(connection.fullKey(key)).build())
                .toList();
        List<S3Error> errors = client.deleteObjects(request -> request.bucket(connection.bucket())
                        .delete(list -> list.objects(objects).quiet(true)))
                .errors();
        Set<String> refused = errors.stream().map(S3Error::key).collect(Collectors.toSet());
        return keys.stream()
                .filter(key -> refused.contains(connection.fullKey(key)))
                .toList();
    }

    private Set<String> deleteEach(S3Client client, List<String> keys) {
        Set<String> failed = new LinkedHashSet<>();
        for (String key : keys) {
            try {
                client.deleteObject(object -> object.bucket(connection.bucket()).key(connection.fullKey(key)));
            } catch (S3Exception refused) {
                addUnlessAbsent(key, refused, failed);
            }
        }
        return failed;
    }

    private void addUnlessAbsent(String key, S3Exception refused, Set<String> failed) {
        if (S3Errors.isAbsent(refused)) {
            return;
        }
        ObjectStoreException failure = S3Errors.describe(refused, connection.address());
        if (failure.kind() == Kind.UNAVAILABLE) {
            // The remaining ones would each wait as long.
            throw refused;
        }
        LOG.warn("The object {} could not be deleted: {}", key, failure.getMessage());
        failed.add(key);
    }
}

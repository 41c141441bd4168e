package social.skein.doctor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import social.skein.app.Blocking;
import social.skein.config.Config;
import social.skein.config.SecretMasker;
import social.skein.media.MediaStores;
import social.skein.objectstore.ObjectStore;

/** Writes and deletes a small object in the object store of the media. */
final class ObjectStoreCheck {
    /** A check takes 5 seconds at most, and the first call to S3 loads its client. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Config config;
    private final Vertx vertx;

    ObjectStoreCheck(Config config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    Finding check() {
        String title = MediaStores.title(config.media(), config.dataDir());
        return MediaStores.exists(config.media(), config.dataDir())
                ? Blocking.await(
                        MediaStores.open(vertx, config.media(), config.dataDir())
                                .compose(store -> probe(title, store))
                                .otherwise(failure -> failed(title, failure)),
                        TIMEOUT,
                        "Checking the object store")
                : Finding.ok(title + " does not exist yet; serve creates it");
    }

    private static Future<Finding> probe(String title, ObjectStore store) {
        return store.check()
                .map(done -> Finding.ok(title + " can be written"))
                .otherwise(failure -> failed(title, failure))
                .eventually(store::close);
    }

    private static Finding failed(String title, Throwable failure) {
        return Finding.fail(
                title + " cannot be used: " + SecretMasker.redact(String.valueOf(failure.getMessage())),
                "Skein serves without it, but uploads get 503 and pictures are not shown: check media.store and media.s3.");
    }
}

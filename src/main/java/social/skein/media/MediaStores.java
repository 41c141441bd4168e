package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import social.skein.config.MediaConfig;
import social.skein.objectstore.DiskObjectStore;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.S3ObjectStore;
import social.skein.objectstore.S3Settings;

/** The object store that the settings select. */
public final class MediaStores {
    private MediaStores() {}

    /** Opens the store. The folder of a local one is created if it is missing; to a remote one nothing is sent yet. */
    public static Future<ObjectStore> open(Vertx vertx, MediaConfig config, Path dataDir) {
        return config.s3()
                .map(s3 -> S3ObjectStore.open(vertx, settings(s3)).<ObjectStore>map(store -> store))
                .orElseGet(() -> DiskObjectStore.open(vertx, folder(dataDir)).map(store -> store));
    }

    private static S3Settings settings(MediaConfig.S3 s3) {
        return new S3Settings(
                s3.endpoint(), s3.region(), s3.bucket(), s3.prefix(), s3.accessKey(), s3.secretKey(), s3.pathStyle());
    }

    private static Path folder(Path dataDir) {
        return dataDir.resolve("media");
    }

    /**
     * Whether opening the store creates nothing. A remote store always exists; a local one does not before the first
     * start, or if its disk is not mounted. Blocks.
     */
    public static boolean exists(MediaConfig config, Path dataDir) {
        return config.s3().isPresent() || DiskObjectStore.exists(folder(dataDir));
    }

    /** Such as "The object store in data/media". */
    public static String title(MediaConfig config, Path dataDir) {
        return "The object store " + config.s3().map(s3 -> "at " + s3).orElseGet(() -> "in " + folder(dataDir));
    }
}

package social.skein.app;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The options that every Vertx instance of Skein has. */
final class VertxSettings {
    private VertxSettings() {}

    /**
     * Without the folder in which Vert.x caches resources of the jar, since none is read through Vert.x: a start must
     * not depend on a writable folder for temporary files.
     */
    static VertxOptions withoutFileCache() {
        return new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }
}

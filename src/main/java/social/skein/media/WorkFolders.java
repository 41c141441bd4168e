package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.Function;

/** Temporary folders for the work on one medium, which are deleted when it is done or has failed. */
final class WorkFolders {
    static final String PREFIX = "work-";
    private static final String PERMISSIONS = "rwx------";

    private final Vertx vertx;
    private final String parent;

    WorkFolders(Vertx vertx, Path parent) {
        this.vertx = vertx;
        this.parent = parent.toString();
    }

    /** Runs the work with a folder of its own. */
    <T> Future<T> with(Function<Path, Future<T>> work) {
        return vertx.fileSystem()
                .mkdirs(parent, PERMISSIONS)
                .compose(made -> vertx.fileSystem().createTempDirectory(parent, PREFIX, PERMISSIONS))
                .compose(folder -> Future.succeededFuture(Path.of(folder))
                        .compose(work)
                        .eventually(() -> vertx.fileSystem().deleteRecursive(folder)));
    }
}

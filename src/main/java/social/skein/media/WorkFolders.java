package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporary folders for the work on one medium, which are deleted when it is done or has failed. */
final class WorkFolders {
    private static final Pattern NAME = Pattern.compile(".*/work-(\\d{1,18})-[^/]*");
    private static final String PREFIX = "work-" + ProcessHandle.current().pid() + "-";
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

    /** Deletes what killed processes left. */
    Future<Void> deleteLeftovers() {
        return vertx.fileSystem()
                .exists(parent)
                .compose(exists -> exists
                        ? vertx.fileSystem().readDir(parent).compose(this::deleteLeftovers)
                        : Future.succeededFuture());
    }

    private Future<Void> deleteLeftovers(List<String> folders) {
        return Future.join(folders.stream()
                        .filter(WorkFolders::isLeftover)
                        .map(vertx.fileSystem()::deleteRecursive)
                        .toList())
                .mapEmpty();
    }

    /** One of this process id is from a process that had the same, as in a container. */
    private static boolean isLeftover(String folder) {
        Matcher name = NAME.matcher(folder.replace('\\', '/'));
        if (!name.matches()) {
            return false;
        }
        long pid = Long.parseLong(name.group(1));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }
}

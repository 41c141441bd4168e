package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder for files during their upload. Their names contain the id of the process, so that processes of one machine
 * can share the folder; those of several machines cannot.
 */
public record UploadFolder(Path path) {
    private static final Pattern NAME = Pattern.compile("upload-([0-9]{1,18})-[0-9a-f-]{36}");

    /** Creates the folder for this process' user alone, unless it exists. */
    Future<Void> create(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    if (!Files.isDirectory(path)) {
                        Files.createDirectories(
                                path,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    }
                    return null;
                },
                false);
    }

    /** The path of a file that does not exist yet. */
    Path newFile() {
        return path.resolve("upload-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /**
     * Deletes the files that killed processes left; returns how many. Call it before the process accepts uploads: files
     * with its own id are from a process that had the same id, as in a container.
     */
    public Future<Integer> removeLeftovers(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    int removed = 0;
                    if (Files.isDirectory(path)) {
                        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "upload-*")) {
                            for (Path file : files) {
                                removed += isLeftover(file) && Files.deleteIfExists(file) ? 1 : 0;
                            }
                        }
                    }
                    return removed;
                },
                false);
    }

    private static boolean isLeftover(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !Files.isRegularFile(file)) {
            return false;
        }
        long process = Long.parseLong(name.group(1));
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }
}

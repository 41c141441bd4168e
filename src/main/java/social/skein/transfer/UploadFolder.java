package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import social.skein.model.Problem;

/**
 * A folder for files during their upload, and for the work on them. Several processes may share it, also those of
 * several containers, whose process ids mean nothing to each other.
 */
public record UploadFolder(Path path) {
    /** Longer than any upload and any conversion takes. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private static final long MIN_FREE_BYTES = 1L << 30;

    /**
     * Creates the folder for this process' user alone, unless it exists. Fails with {@link Problem.Unavailable} if its
     * disk is almost full: the database may be on the same one.
     */
    Future<Void> create(Vertx vertx) {
        return vertx.executeBlocking(
                () -> {
                    if (!Files.isDirectory(path)) {
                        Files.createDirectories(
                                path,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    }
                    if (Files.getFileStore(path).getUsableSpace() < MIN_FREE_BYTES) {
                        throw new Problem.Unavailable(
                                "There is no room for uploads at the moment",
                                "the disk of " + path + " is almost full");
                    }
                    return null;
                },
                false);
    }

    /** The path of a file that does not exist yet. */
    Path newFile() {
        return path.resolve("upload-" + UUID.randomUUID());
    }

    /** Deletes what killed processes left: files and folders that nothing has changed for a day. Returns how many. */
    public Future<Integer> removeLeftovers(Vertx vertx) {
        return vertx.executeBlocking(this::removeLeftovers, false);
    }

    private int removeLeftovers() throws IOException {
        if (!Files.isDirectory(path)) {
            return 0;
        }
        FileTime newest = FileTime.from(Instant.now().minus(LEFTOVER_AGE));
        int removed = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).compareTo(newest) < 0) {
                    delete(entry);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static void delete(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads and deletes the files of a disk store. Blocks. */
final class DiskFiles {
    /** A write that goes on renews the time of its file. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private final DiskLayout layout;

    DiskFiles(DiskLayout layout) {
        this.layout = layout;
    }

    Optional<StoredObject> find(String key) throws IOException {
        Path object = layout.object(key);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(object, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new StoredObject(
                            attributes.size(), etag(attributes), MetadataFile.read(DiskLayout.metadata(object))))
                    : Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        }
    }

    StoredObject require(String key) throws IOException {
        return find(key).orElseThrow(() -> ObjectStoreException.notFound(key));
    }

    static String etag(BasicFileAttributes attributes) {
        return Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)) + "-"
                + Long.toHexString(attributes.size());
    }

    void download(String key, Path target) throws IOException {
        Path object = layout.object(key);
        StoredObject ignored = require(key);
        Path partial = partial(target);
        try {
            Files.copy(object, partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** The file beside the target that is renamed once it is whole. */
    static Path partial(Path target) {
        return target.toAbsolutePath().resolveSibling(".download-" + UUID.randomUUID());
    }

    void delete(String key) throws IOException {
        Path object = layout.object(key);
        if (Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(object);
            Files.deleteIfExists(DiskLayout.metadata(object));
        }
    }

    int removeLeftovers() throws IOException {
        layout.requireMounted();
        Instant limit = Instant.now().minus(LEFTOVER_AGE);
        int removed = 0;
        try (Stream<Path> files = Files.list(layout.incoming())) {
            for (Path file : files.toList()) {
                if (isOlder(file, limit) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(limit);
        } catch (NoSuchFileException renamed) {
            return false;
        }
    }

    long usableBytes() throws IOException {
        layout.requireMounted();
        return Files.getFileStore(layout.root()).getUsableSpace();
    }
}

package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import social.skein.objectstore.ObjectStoreException.Kind;

/**
 * The folder of a disk store. An object lies under its key, its metadata beside it as {@code .<name>.meta}; {@code
 * .incoming} has the files that are being written. No key starts with a dot, so the names never clash.
 */
final class DiskLayout {
    private static final String INCOMING = ".incoming";

    private final Path root;
    private final Path incoming;

    private DiskLayout(Path root) {
        this.root = root;
        this.incoming = root.resolve(INCOMING);
    }

    static boolean exists(Path folder) {
        return Files.isDirectory(folder.resolve(INCOMING));
    }

    /** Creates the folder if it is missing. The folder itself may be a symbolic link. */
    static DiskLayout create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        DiskLayout layout = new DiskLayout(folder.toRealPath());
        requireNoLink(layout.incoming);
        Files.createDirectories(layout.incoming);
        return layout;
    }

    Path root() {
        return root;
    }

    Path incoming() {
        return incoming;
    }

    /** A new name for a file that is being written. */
    Path temporary() {
        return incoming.resolve(UUID.randomUUID().toString());
    }

    /** The path of an object, which need not exist. */
    Path object(String key) {
        requireMounted();
        Path path = root;
        for (String segment : ObjectKey.require(key).split("/")) {
            path = path.resolve(segment);
            requireNoLink(path);
        }
        return path;
    }

    static Path metadata(Path object) {
        return object.resolveSibling("." + object.getFileName() + ".meta");
    }

    /** An unmounted disk leaves an empty folder, in which every object would seem to be deleted. */
    void requireMounted() {
        if (!Files.isDirectory(incoming)) {
            throw new ObjectStoreException(
                    Kind.UNAVAILABLE,
                    incoming + " is missing, so the disk of the object store seems not to be mounted. If the folder is"
                            + " meant to be empty, a restart creates it",
                    null);
        }
    }

    /** A link might lead out of the folder. */
    private static void requireNoLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new ObjectStoreException(
                    Kind.REFUSED,
                    path + " is a symbolic link, which the object store does not follow; move its target here instead",
                    null);
        }
    }
}

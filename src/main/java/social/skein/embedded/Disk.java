package social.skein.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** File operations that fail with a readable {@link EmbeddedServerException}. */
final class Disk {
    private Disk() {}

    /** Replaces the file atomically, readable by this user only. */
    static void writeSecret(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new EmbeddedServerException(file + " cannot be written: " + describe(refused), refused);
        }
    }

    static void createFolder(Path folder) {
        try {
            // A link to a folder is as good as one, which createDirectories alone does not accept.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            throw new EmbeddedServerException(folder + " cannot be created: " + describe(refused), refused);
        }
    }

    static void deleteTree(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> found = Files.walk(tree)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException refused) {
            throw new EmbeddedServerException(tree + " cannot be deleted: " + describe(refused), refused);
        }
    }

    static List<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException refused) {
            throw new EmbeddedServerException(folder + " cannot be read: " + describe(refused), refused);
        }
    }

    /** The reason in words; the messages of Java are often only the path. */
    static String describe(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "a file is in the place of the folder";
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") ? "the disk is full" : message;
    }
}

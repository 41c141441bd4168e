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

/** The few things done to files here that {@link Files} has no word for, failing with a sentence. */
final class Disk {
    private Disk() {}

    /** Replaces the file in one move, so that no reader meets half of it, readable by this user alone. */
    static void writeSecret(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path half = Files.createTempFile(folder, file.getFileName().toString(), ".new", onlyMe);
            Files.writeString(half, text);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new EmbeddedServerException(file + " cannot be written: " + describe(refused), refused);
        }
    }

    static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new EmbeddedServerException(folder + " cannot be made: " + describe(refused), refused);
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
            throw new EmbeddedServerException(tree + " cannot be removed: " + describe(refused), refused);
        }
    }

    static List<Path> children(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (IOException refused) {
            throw new EmbeddedServerException(folder + " cannot be read: " + describe(refused), refused);
        }
    }

    /** Java's messages are often only the path; this is the reason in words. */
    static String describe(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException || failure instanceof FileAlreadyExistsException) {
            return "there is a file where a folder should be";
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device") ? "the disk is full" : message;
    }
}

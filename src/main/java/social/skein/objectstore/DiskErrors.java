package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import social.skein.objectstore.ObjectStoreException.Kind;

/** Describes failures of the file system. */
final class DiskErrors {
    private DiskErrors() {}

    /** @param operation the beginning of the message, such as {@code Writing a.jpg} */
    static ObjectStoreException describe(IOException failure, String operation) {
        String message = String.valueOf(failure.getMessage());
        String lowerCase = message.toLowerCase(Locale.ROOT);
        if (lowerCase.contains("no space left") || lowerCase.contains("quota exceeded")) {
            return failure(Kind.FULL, operation, "The disk is full", failure);
        }
        if (failure instanceof AccessDeniedException || lowerCase.contains("read-only file system")) {
            return failure(Kind.REFUSED, operation, "Permission denied: " + message, failure);
        }
        if (failure instanceof NoSuchFileException) {
            return failure(Kind.UNAVAILABLE, operation, "A file or folder disappeared: " + message, failure);
        }
        if (failure instanceof NotDirectoryException
                || failure instanceof FileAlreadyExistsException
                || lowerCase.contains("is a directory")) {
            return failure(
                    Kind.REFUSED, operation, "A file and a folder would have the same name: " + message, failure);
        }
        return failure(Kind.UNAVAILABLE, operation, message, failure);
    }

    private static ObjectStoreException failure(Kind kind, String operation, String reason, IOException cause) {
        return new ObjectStoreException(kind, operation + " failed. " + reason, cause);
    }
}

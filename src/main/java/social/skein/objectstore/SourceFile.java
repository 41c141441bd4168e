package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The check of the file of a put. */
final class SourceFile {
    private SourceFile() {}

    static long requireSize(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " cannot be stored: it is not a file");
        }
        return Files.size(file);
    }
}

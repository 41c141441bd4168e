package social.skein.objectstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metadata of an object on disk: a text file with a line for each header. Extended attributes would need no file,
 * but most tools for copies and backups drop them.
 */
final class MetadataFile {
    private static final String CONTENT_TYPE = "content-type";
    private static final String CACHE_CONTROL = "cache-control";
    private static final String CONTENT_DISPOSITION = "content-disposition";
    private static final String SEPARATOR = ": ";
    /** For a file that an operator copied into the folder. */
    private static final ObjectMetadata UNKNOWN = new ObjectMetadata("application/octet-stream", "");

    private MetadataFile() {}

    static String format(ObjectMetadata metadata) {
        return line(CONTENT_TYPE, metadata.contentType())
                + line(CACHE_CONTROL, metadata.cacheControl())
                + metadata.contentDisposition()
                        .map(value -> line(CONTENT_DISPOSITION, value))
                        .orElse("");
    }

    private static String line(String name, String value) {
        return name + SEPARATOR + value + "\n";
    }

    static ObjectMetadata read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException missing) {
            return UNKNOWN;
        }
    }

    private static ObjectMetadata parse(String text) {
        Map<String, String> headers = text.lines()
                .map(line -> line.split(SEPARATOR, 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, second) -> second));
        return new ObjectMetadata(
                headers.getOrDefault(CONTENT_TYPE, UNKNOWN.contentType()),
                headers.getOrDefault(CACHE_CONTROL, UNKNOWN.cacheControl()),
                Optional.ofNullable(headers.get(CONTENT_DISPOSITION)));
    }
}

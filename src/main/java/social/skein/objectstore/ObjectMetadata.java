package social.skein.objectstore;

import java.util.Optional;

/**
 * The HTTP headers that an object is stored with.
 *
 * @param contentType such as {@code image/jpeg}
 * @param cacheControl such as {@code public, max-age=31536000, immutable}; may be empty
 * @param contentDisposition such as {@code attachment; filename="archive.zip"}
 */
public record ObjectMetadata(String contentType, String cacheControl, Optional<String> contentDisposition) {
    public ObjectMetadata {
        requireHeaderValue("content type", contentType);
        requireHeaderValue("cache control", cacheControl);
        contentDisposition.ifPresent(value -> requireHeaderValue("content disposition", value));
        if (contentType.isBlank()) {
            throw new IllegalArgumentException("The content type of an object is empty; give one such as image/jpeg");
        }
    }

    /** Metadata without a content disposition. */
    public ObjectMetadata(String contentType, String cacheControl) {
        this(contentType, cacheControl, Optional.empty());
    }

    private static void requireHeaderValue(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "The " + name + " of an object must be printable ASCII, as in an HTTP header");
        }
    }
}

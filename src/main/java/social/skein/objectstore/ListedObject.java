package social.skein.objectstore;

import java.time.Instant;

/**
 * An object in a list.
 *
 * @param size in bytes
 */
public record ListedObject(String key, long size, Instant lastModified) {}

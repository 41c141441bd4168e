package social.skein.objectstore;

/**
 * An object without its bytes.
 *
 * @param size in bytes
 * @param etag differs if the bytes do, without quotation marks
 */
public record StoredObject(long size, String etag, ObjectMetadata metadata) {}

package social.skein.media;

import io.vertx.sqlclient.Row;
import social.skein.model.MediaId;

/**
 * The record of an object in the database.
 *
 * @param media the medium, or the custom emoji, that the object belongs to
 * @param bytes the size of the object
 */
public record ObjectRecord(MediaId media, String key, long bytes) {
    /** Reads the columns {@code media_id}, {@code key} and {@code bytes}. */
    public static ObjectRecord of(Row row) {
        return new ObjectRecord(new MediaId(row.getLong("media_id")), row.getString("key"), row.getLong("bytes"));
    }

    /** Whether the object is a file as it was uploaded. */
    public boolean isUpload() {
        return key.endsWith("." + MediaProcessor.UPLOAD);
    }

    /** Whether the object is a thumbnail as it was uploaded. */
    public boolean isUploadedThumbnail() {
        return key.endsWith("." + MediaProcessor.THUMBNAIL);
    }
}

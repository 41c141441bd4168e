package social.skein.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The files that a medium is shown by.
 *
 * @param key the key of the main file in the object store
 * @param preview the key of its thumbnail; absent for a sound without a cover
 * @param blurhash a placeholder of a few characters for the time until the preview is loaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MediaFiles(
        String key,
        @Nullable String preview,
        @Nullable String blurhash,
        Size original,
        @Nullable Size small) {

    /** The same with another thumbnail. */
    MediaFiles withPreview(String otherKey, @Nullable String otherBlurhash, Size otherSize) {
        return new MediaFiles(key, otherKey, otherBlurhash, original, otherSize);
    }

    MediaFiles withoutPreview() {
        return new MediaFiles(key, null, blurhash, original, null);
    }

    /**
     * The size of a picture, and the timing of a video or sound.
     *
     * @param width in pixels; 0 for a sound
     * @param duration in seconds
     * @param bitrate in bits per second
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Size(
            int width,
            int height,
            @Nullable String frameRate,
            @Nullable Double duration,
            @Nullable Long bitrate) {
        public static Size of(int width, int height) {
            return new Size(width, height, null, null, null);
        }
    }
}

package social.skein.media;

import java.util.List;

/**
 * What may be uploaded, as the instance API publishes it.
 *
 * @param mimeTypes the formats that this process can decode
 * @param maxImagePixels width × height
 * @param maxFrameRate of a video, in frames per second
 */
public record MediaLimits(
        List<String> mimeTypes,
        long maxImageBytes,
        int maxImagePixels,
        long maxVideoBytes,
        int maxFrameRate,
        int maxVideoPixels) {}

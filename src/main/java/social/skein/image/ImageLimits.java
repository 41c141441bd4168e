package social.skein.image;

/**
 * The bounds of what is decoded and stored.
 *
 * @param maxPixels width × height of a picture that is accepted
 * @param maxFrames frames of an animation that is accepted
 * @param maxAnimationPixels frames × width × height of an animation that is accepted
 * @param maxStoredPixels larger pictures are scaled down to this; a larger animated GIF is refused
 * @param thumbnailPixels width × height of a thumbnail, at most
 */
public record ImageLimits(
        int maxPixels, int maxFrames, long maxAnimationPixels, int maxStoredPixels, int thumbnailPixels) {

    /**
     * 7680 × 4320 pixels are accepted and 3840 × 2160 stored, thumbnails have 640 × 360. An animation may be a minute of
     * 640 × 360 at 30 frames per second, which takes several seconds to encode again.
     */
    public static final ImageLimits DEFAULT = new ImageLimits(33_177_600, 3_000, 420_000_000, 8_294_400, 230_400);

    /** All limits must be positive. */
    public ImageLimits {
        if (Math.min(Math.min(maxPixels, maxFrames), Math.min(maxStoredPixels, thumbnailPixels)) < 1
                || maxAnimationPixels < 1) {
            throw new IllegalArgumentException("limits of pictures must be at least 1");
        }
    }
}

package social.skein.ffmpeg;

/**
 * What a video is converted to.
 *
 * @param maxPixels of a frame; larger ones are scaled down
 * @param maxFrameRate frames per second; of faster videos frames are dropped
 * @param maxBitRate bits per second of the picture that is encoded
 * @param maxCopyBitRate up to which a video that needs no other change is copied without a loss; higher than
 *     {@code maxBitRate}, since phones record 20 Mbit/s and encoding costs time and quality
 */
public record VideoTarget(long maxPixels, double maxFrameRate, long maxBitRate, long maxCopyBitRate) {

    /** 1920 × 1080 in either orientation, 60 frames per second, 6 Mbit/s. */
    public static VideoTarget fullHd() {
        return new VideoTarget(1_920L * 1_080, 60, 6_000_000, 25_000_000);
    }
}

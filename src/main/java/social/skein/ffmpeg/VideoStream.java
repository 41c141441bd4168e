package social.skein.ffmpeg;

/**
 * The video of a file.
 *
 * @param index of the stream in the file
 * @param codec ffmpeg's name, for instance "h264"
 * @param pixelFormat ffmpeg's name, for instance "yuv420p"; empty if unknown
 * @param width in pixels, after rotation
 * @param height in pixels, after rotation
 * @param pixelAspectRatio the width of a displayed pixel by its height, after rotation
 * @param frameRate the average per second, 0 if unknown
 * @param bitRate bits per second, 0 if unknown
 * @param frames their number, 0 if unknown
 */
public record VideoStream(
        int index,
        String codec,
        String pixelFormat,
        int width,
        int height,
        double pixelAspectRatio,
        double frameRate,
        long bitRate,
        long frames) {

    long pixels() {
        return (long) width * height;
    }

    FrameSize displaySize() {
        return new FrameSize((int) Math.max(1, Math.round(width * pixelAspectRatio)), height);
    }
}

package social.skein.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A converted file. Its metadata is removed.
 *
 * @param width in pixels as displayed, 0 for sound
 * @param height in pixels as displayed, 0 for sound
 * @param duration zero for pictures
 * @param frameRate frames per second, 0 for sound and pictures
 * @param bitRate bits per second of all streams, 0 for pictures
 * @param bytes the size of the file
 */
public record TranscodedFile(
        Path file,
        String mimeType,
        int width,
        int height,
        Duration duration,
        double frameRate,
        long bitRate,
        long bytes) {}

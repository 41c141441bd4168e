package social.skein.ffmpeg;

import java.time.Duration;
import java.util.Optional;

/**
 * What a video may be. Checked against the probe, before a frame is decoded.
 *
 * @param maxPixels of a frame
 * @param maxFrameRate frames per second
 * @param target what it is converted to
 */
public record VideoLimits(
        long maxPixels, double maxFrameRate, Duration maxDuration, long maxFrames, VideoTarget target) {

    /** 4K, and 20 minutes at 60 frames per second. */
    public static VideoLimits ofVideo() {
        return new VideoLimits(3_840L * 2_160, 120, Duration.ofMinutes(20), 72_000, VideoTarget.fullHd());
    }

    /** Frames of a GIF are large, and a long one is rarely watched to its end. */
    public static VideoLimits ofGif() {
        return new VideoLimits(1_280L * 720, 120, Duration.ofMinutes(10), 36_000, VideoTarget.fullHd());
    }

    /**
     * Fails if the file exceeds a limit.
     *
     * @throws UnsupportedMediaException with the limit
     */
    public void check(MediaProbe probe) {
        excess(probe).ifPresent(clause -> {
            throw new UnsupportedMediaException(clause);
        });
    }

    private Optional<String> excess(MediaProbe probe) {
        Optional<VideoStream> found = probe.video();
        if (found.isEmpty()) {
            return Optional.of("contains no video");
        }
        VideoStream video = found.get();
        if (video.pixels() > maxPixels) {
            return Optional.of("has " + video.width() + " × " + video.height() + " pixels; at most " + maxPixels
                    + " in total are supported");
        }
        if (video.frameRate() > maxFrameRate) {
            return Optional.of("has " + Math.round(video.frameRate()) + " frames per second; at most "
                    + Math.round(maxFrameRate) + " are supported");
        }
        double estimate = probe.duration().toMillis() / 1_000.0 * video.frameRate();
        if (video.frames() > maxFrames || estimate > maxFrames) {
            return Optional.of("has more than " + maxFrames + " frames");
        }
        return AudioLimits.excess(probe.duration(), maxDuration);
    }
}

package social.skein.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The conversions to MP4 with H.264 and AAC, which all browsers and phones play. */
record VideoConversions(String h264Encoder, VideoLimits limits) {
    private static final Set<String> EIGHT_BIT_420 = Set.of("yuv420p", "yuvj420p");
    private static final int STEREO = 2;

    /** Bits per pixel and frame at which H.264 looks good, for an encoder without a constant quality. */
    private static final double BITS_PER_PIXEL = 0.11;

    private static final double MAX_FRAME_RATE_OF_BITS = 30;

    Conversion toMp4(MediaProbe probe, VideoStream video) {
        List<String> options = new ArrayList<>(List.of("-map", "0:" + video.index()));
        options.addAll(isCopyable(probe, video) ? List.of("-c:v", "copy") : encoder(video));
        probe.audio().ifPresent(audio -> options.addAll(audioOptions(audio)));
        return mp4(options);
    }

    /** Without sound. It is played in a loop like the GIF. */
    Conversion toSilentMp4(VideoStream video) {
        List<String> options = new ArrayList<>(List.of("-map", "0:" + video.index()));
        options.addAll(encoder(video));
        return mp4(options);
    }

    private Conversion mp4(List<String> options) {
        options.addAll(List.of("-t", seconds(limits.maxDuration()), "-movflags", "+faststart", "-f", "mp4"));
        return new Conversion("video.mp4", options);
    }

    boolean isCopyable(MediaProbe probe, VideoStream video) {
        VideoTarget target = limits.target();
        long bitRate = video.bitRate() > 0 ? video.bitRate() : probe.bitRate();
        return video.codec().equals("h264")
                && EIGHT_BIT_420.contains(video.pixelFormat())
                && video.pixels() <= target.maxPixels()
                && video.frameRate() > 0
                && video.frameRate() <= target.maxFrameRate()
                && bitRate <= target.maxCopyBitRate();
    }

    private List<String> encoder(VideoStream video) {
        VideoTarget target = limits.target();
        FrameSize size = video.displaySize().fitPixels(target.maxPixels());
        String maxFrameRate = decimal(target.maxFrameRate());
        String dropFrames = video.frameRate() > target.maxFrameRate() ? "fps=" + maxFrameRate + "," : "";
        List<String> options = new ArrayList<>(List.of(
                "-vf",
                dropFrames + "scale=" + size.width() + ":" + size.height() + ",setsar=1",
                "-pix_fmt",
                "yuv420p",
                "-fpsmax",
                maxFrameRate,
                "-c:v",
                h264Encoder));
        options.addAll(rate(video, size));
        return options;
    }

    private List<String> rate(VideoStream video, FrameSize size) {
        VideoTarget target = limits.target();
        String maxBitRate = Long.toString(target.maxBitRate());
        if (h264Encoder.equals("libx264")) {
            String buffer = Long.toString(2 * target.maxBitRate());
            return List.of("-preset", "veryfast", "-crf", "23", "-maxrate", maxBitRate, "-bufsize", buffer);
        }
        double frameRate = video.frameRate() > 0 ? video.frameRate() : MAX_FRAME_RATE_OF_BITS;
        double bits = (double) size.width() * size.height() * Math.min(frameRate, MAX_FRAME_RATE_OF_BITS);
        long bitRate = Math.min(target.maxBitRate(), Math.round(bits * BITS_PER_PIXEL));
        return List.of("-b:v", Long.toString(bitRate), "-maxrate", maxBitRate);
    }

    private static List<String> audioOptions(AudioStream audio) {
        List<String> options = new ArrayList<>(List.of("-map", "0:" + audio.index()));
        if (audio.codec().equals("aac") && audio.channels() <= STEREO) {
            options.addAll(List.of("-c:a", "copy"));
        } else {
            String channels = Integer.toString(Math.min(STEREO, Math.max(1, audio.channels())));
            options.addAll(List.of("-c:a", "aac", "-b:a", "128k", "-ac", channels));
        }
        return options;
    }

    /** One second more than the limit, so that a file that claimed to be shorter is recognized. */
    static String seconds(Duration maxDuration) {
        return Long.toString(maxDuration.toSeconds() + 1);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}

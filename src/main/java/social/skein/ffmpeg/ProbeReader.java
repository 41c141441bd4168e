package social.skein.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import social.skein.ffmpeg.FfprobeOutput.Stream;

/** Turns the output of ffprobe into a {@link MediaProbe}. */
final class ProbeReader {
    private static final double MAX_PIXEL_ASPECT_RATIO = 4;
    private static final double MAX_SECONDS = 1e9;

    private ProbeReader() {}

    /** @throws UnsupportedMediaException if there is neither video nor sound, or in an unsupported codec */
    static MediaProbe read(FfprobeOutput output, Container container) {
        List<Stream> streams = Optional.ofNullable(output.streams()).orElse(List.of());
        Optional<Stream> video = first(streams, stream -> stream.is("video") && !stream.isPicture());
        Optional<Stream> audio = first(streams, stream -> stream.is("audio"));
        Optional<Stream> cover = first(
                streams, stream -> stream.isPicture() && stream.hasSize() && Codecs.COVER.contains(stream.codec()));
        if (container.isPicture() && streams.size() > 1) {
            // ffmpeg before 8.1 would convert only the first tile, without an error.
            throw new UnsupportedMediaException("is a picture in tiles or with transparency, which is not supported");
        }
        video.ifPresent(stream -> requireSupported(stream, Codecs.VIDEO, "video"));
        audio.ifPresent(stream -> requireSupported(stream, Codecs.AUDIO, "sound"));
        if (video.isEmpty() && audio.isEmpty()) {
            throw new UnsupportedMediaException("contains neither video nor sound");
        }
        Duration duration =
                duration(output.format() == null ? null : output.format().duration());
        long bitRate = number(output.format() == null ? null : output.format().bitRate());
        return new MediaProbe(
                container,
                duration,
                bitRate,
                video.map(ProbeReader::video),
                audio.map(ProbeReader::audio),
                cover.map(ProbeReader::video));
    }

    private static Optional<Stream> first(List<Stream> streams, Predicate<Stream> condition) {
        return streams.stream().filter(condition).findFirst();
    }

    private static void requireSupported(Stream stream, Set<String> codecs, String kind) {
        if (!codecs.contains(stream.codec())) {
            throw new UnsupportedMediaException(
                    "has " + kind + " in the codec " + stream.codec() + ", which is not supported");
        }
    }

    private static VideoStream video(Stream stream) {
        if (!stream.hasSize()) {
            throw new UnsupportedMediaException("is damaged or incomplete");
        }
        boolean turned = stream.isTurned();
        double aspect = pixelAspectRatio(stream.sampleAspectRatio());
        double average = ratio(stream.avgFrameRate(), "/");
        return new VideoStream(
                stream.index(),
                stream.codec(),
                stream.pixFmt() == null ? "" : stream.pixFmt(),
                turned ? stream.height() : stream.width(),
                turned ? stream.width() : stream.height(),
                turned ? 1 / aspect : aspect,
                average > 0 ? average : ratio(stream.rFrameRate(), "/"),
                number(stream.bitRate()),
                Math.max(number(stream.nbFrames()), number(stream.nbReadPackets())));
    }

    private static AudioStream audio(Stream stream) {
        return new AudioStream(
                stream.index(),
                stream.codec(),
                stream.channels(),
                (int) Math.min(Integer.MAX_VALUE, number(stream.sampleRate())),
                number(stream.bitRate()));
    }

    /** 1 for nonsense, which otherwise would turn a small frame into a huge one. */
    private static double pixelAspectRatio(@Nullable String text) {
        double ratio = ratio(text, ":");
        return ratio >= 1 / MAX_PIXEL_ASPECT_RATIO && ratio <= MAX_PIXEL_ASPECT_RATIO ? ratio : 1;
    }

    /** 0 if the text is not a quotient of two positive numbers. */
    private static double ratio(@Nullable String text, String separator) {
        if (text == null) {
            return 0;
        }
        String[] parts = text.split(separator, -1);
        double divisor = parts.length == 2 ? decimal(parts[1]) : 0;
        return divisor > 0 ? decimal(parts[0]) / divisor : 0;
    }

    private static Duration duration(@Nullable String seconds) {
        return Duration.ofMillis(Math.round(Math.min(decimal(seconds), MAX_SECONDS) * 1_000));
    }

    private static long number(@Nullable String text) {
        return (long) decimal(text);
    }

    /** 0 if the text is not a positive number. */
    private static double decimal(@Nullable String text) {
        try {
            double number = text == null ? 0 : Double.parseDouble(text);
            return number > 0 && Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }
}

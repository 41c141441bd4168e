package social.skein.ffmpeg;

import java.time.Duration;
import java.util.Optional;

/** What a file of sound may be. */
public record AudioLimits(Duration maxDuration) {

    /** One hour, which as MP3 has about 90 MB. */
    public static AudioLimits ofAudio() {
        return new AudioLimits(Duration.ofHours(1));
    }

    /**
     * Fails if the file exceeds a limit.
     *
     * @throws UnsupportedMediaException with the limit
     */
    public void check(MediaProbe probe) {
        if (probe.audio().isEmpty()) {
            throw new UnsupportedMediaException("contains no sound");
        }
        excess(probe.duration(), maxDuration).ifPresent(clause -> {
            throw new UnsupportedMediaException(clause);
        });
    }

    static Optional<String> excess(Duration duration, Duration maxDuration) {
        return duration.compareTo(maxDuration) > 0
                ? Optional.of("is longer than " + describe(maxDuration))
                : Optional.empty();
    }

    private static String describe(Duration duration) {
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
    }
}

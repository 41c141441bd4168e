package social.skein.ffmpeg;

import java.time.Duration;
import java.util.Optional;

/**
 * What a file contains. All of it is claimed by the file, so a limit that a lie must not exceed is also enforced while
 * the file is converted.
 *
 * @param duration zero if the file does not state it, as in recordings of browsers
 * @param bitRate bits per second of all streams, 0 if unknown
 * @param video the first video stream; the cover of a song is none
 * @param audio the first audio stream
 * @param cover the picture that belongs to the sound
 */
public record MediaProbe(
        Container container,
        Duration duration,
        long bitRate,
        Optional<VideoStream> video,
        Optional<AudioStream> audio,
        Optional<VideoStream> cover) {

    /** The media type by content. */
    public String mimeType() {
        return container.mimeType(video.isPresent());
    }

    /** Whether the file is sound, perhaps with a cover. */
    public boolean isAudio() {
        return video.isEmpty();
    }

    /** Whether a GIF has more than one frame. */
    public boolean isAnimated() {
        return video.filter(stream -> stream.frames() > 1).isPresent();
    }
}

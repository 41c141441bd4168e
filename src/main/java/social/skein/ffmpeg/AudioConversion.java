package social.skein.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/** The conversion of sound to MP3. */
final class AudioConversion {
    private static final int STEREO = 2;

    private AudioConversion() {}

    /** MP3 is copied without a loss, anything else encoded at about 190 kbit/s. */
    static Conversion toMp3(AudioStream audio, AudioLimits limits) {
        List<String> options = new ArrayList<>(List.of("-map", "0:" + audio.index()));
        if (isMp3(audio)) {
            options.addAll(List.of("-c:a", "copy"));
        } else {
            String channels = Integer.toString(Math.min(STEREO, Math.max(1, audio.channels())));
            options.addAll(List.of("-c:a", "libmp3lame", "-q:a", "2", "-ac", channels));
        }
        options.addAll(List.of("-t", VideoConversions.seconds(limits.maxDuration())));
        options.addAll(List.of("-id3v2_version", "0", "-f", "mp3"));
        return new Conversion("audio.mp3", options);
    }

    static boolean isMp3(AudioStream audio) {
        return audio.codec().equals("mp3");
    }
}

package social.skein.ffmpeg;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs of one installed ffmpeg, and what they can read and write.
 *
 * @param version as printed, for instance "5.1.9-0+deb12u1"
 * @param isAvifAllowed whether pictures in AVIF are accepted if there is a decoder
 */
public record FfmpegPrograms(
        Path ffmpeg,
        Path ffprobe,
        String version,
        Set<String> demuxers,
        Set<String> decoders,
        Set<String> encoders,
        boolean isAvifAllowed) {

    /** The encoder of H.264; libopenh264 is that of builds under the LGPL. */
    Optional<String> h264Encoder() {
        return Stream.of("libx264", "libopenh264").filter(encoders::contains).findFirst();
    }

    boolean canEncodeVideo() {
        return h264Encoder().isPresent() && encoders.contains("aac");
    }

    boolean canEncodeMp3() {
        return encoders.contains("libmp3lame");
    }

    boolean canReadAvif() {
        return isAvifAllowed && demuxers.contains("mov") && decodesAny(Set.of("libdav1d", "libaom-av1"));
    }

    boolean decodesAny(Collection<String> candidates) {
        return candidates.stream().anyMatch(decoders::contains);
    }

    /** The media types of files that can be read and converted, with the other names that they have on some systems. */
    public Set<String> supportedMimeTypes() {
        return SupportedMimeTypes.compute(this);
    }
}

package social.skein.ffmpeg;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Computes the media types from the demuxers, decoders and encoders that an ffmpeg has. */
final class SupportedMimeTypes {
    private static final List<String> OPUS = List.of("opus", "libopus");
    private static final List<String> VORBIS = List.of("vorbis", "libvorbis");
    private static final List<String> MP3 = List.of("mp3float", "mp3");
    private static final List<String> AAC = List.of("aac");

    private static final List<Format> VIDEO = List.of(
            new Format(List.of("video/mp4", "video/quicktime"), "mov", List.of(List.of("h264"), AAC)),
            new Format(List.of("video/webm"), "matroska", List.of(List.of("vp8"), List.of("vp9"), OPUS, VORBIS)),
            new Format(List.of("video/ogg"), "ogg", List.of(List.of("theora"), VORBIS)),
            new Format(List.of("image/gif"), "gif", List.of(List.of("gif"))));

    private static final List<Format> AUDIO = List.of(
            new Format(List.of("audio/mpeg", "audio/mp3"), "mp3", List.of(MP3)),
            new Format(List.of("audio/ogg", "audio/vorbis"), "ogg", List.of(VORBIS, OPUS)),
            new Format(List.of("audio/webm"), "matroska", List.of(OPUS)),
            new Format(List.of("audio/flac", "audio/x-flac"), "flac", List.of(List.of("flac"))),
            new Format(
                    List.of("audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave"),
                    "wav",
                    List.of(List.of("pcm_s16le"))),
            new Format(List.of("audio/aac"), "aac", List.of(AAC)),
            new Format(List.of("audio/mp4", "audio/m4a", "audio/x-m4a"), "mov", List.of(AAC)));

    private SupportedMimeTypes() {}

    /** @param decoders the alternatives for each codec that files of this format commonly use */
    private record Format(List<String> mimeTypes, String demuxer, List<List<String>> decoders) {
        boolean isReadableBy(FfmpegPrograms programs) {
            return programs.demuxers().contains(demuxer) && decoders.stream().allMatch(programs::decodesAny);
        }
    }

    static Set<String> compute(FfmpegPrograms programs) {
        Set<String> types = new LinkedHashSet<>();
        if (programs.canEncodeVideo()) {
            addReadable(VIDEO, programs, types);
        }
        if (programs.canEncodeMp3()) {
            addReadable(AUDIO, programs, types);
        }
        if (programs.canReadAvif()) {
            types.add("image/avif");
        }
        return types;
    }

    private static void addReadable(List<Format> formats, FfmpegPrograms programs, Set<String> types) {
        formats.stream()
                .filter(format -> format.isReadableBy(programs))
                .forEach(format -> types.addAll(format.mimeTypes()));
    }
}

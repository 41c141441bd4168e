package social.skein.ffmpeg;

import java.util.Set;

/**
 * The codecs that files may use, of the hundreds that ffmpeg decodes: most faults are found in decoders of formats that
 * no device records.
 */
final class Codecs {
    static final Set<String> VIDEO = Set.of("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "theora", "gif");

    static final Set<String> AUDIO = Set.of(
            "aac",
            "mp3",
            "opus",
            "vorbis",
            "flac",
            "alac",
            "ac3",
            "pcm_u8",
            "pcm_s16le",
            "pcm_s16be",
            "pcm_s24le",
            "pcm_s24be",
            "pcm_s32le",
            "pcm_f32le",
            "pcm_alaw",
            "pcm_mulaw");

    static final Set<String> COVER = Set.of("mjpeg", "png");

    /**
     * The decoders of these codecs, none of which uses hardware, for the option {@code -codec_whitelist}. Subtitles are
     * ignored, but ffprobe fails unless it may open the decoders of all streams.
     */
    static final String DECODERS = "h264,hevc,vp8,vp9,libdav1d,libaom-av1,mpeg4,theora,gif,mjpeg,png,"
            + "aac,mp3float,mp3,opus,libopus,vorbis,libvorbis,flac,alac,ac3,"
            + "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw,"
            + "subrip,srt,ass,ssa,mov_text,webvtt,text";

    private Codecs() {}
}

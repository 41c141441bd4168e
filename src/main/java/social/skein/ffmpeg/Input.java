package social.skein.ffmpeg;

import java.nio.file.Path;
import java.util.List;

/** The options with which ffmpeg and ffprobe read a file of a stranger: one demuxer, known decoders, no other file. */
record Input(Path file, Container container) {
    /** A frame of 8K with 10 bits has 100 MB. */
    private static final int MAX_ALLOCATION_BYTES = 256 << 20;

    /** A file can have subtitles in every language, but a million streams are an attack. */
    private static final int MAX_STREAMS = 64;

    List<String> options() {
        return List.of(
                "-max_alloc",
                Integer.toString(MAX_ALLOCATION_BYTES),
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                container.demuxer(),
                "-codec_whitelist",
                Codecs.DECODERS,
                "-max_streams",
                Integer.toString(MAX_STREAMS),
                "-f",
                container.demuxer(),
                "-i",
                "file:" + file.toAbsolutePath());
    }
}

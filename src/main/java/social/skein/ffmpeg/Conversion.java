package social.skein.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversion to one file.
 *
 * @param fileName the name of the result
 * @param options of ffmpeg for the output: streams, codecs and format
 */
record Conversion(String fileName, List<String> options) {
    /** Titles, places and dates, of the file and of each stream; and the version of ffmpeg. */
    private static final List<String> WITHOUT_METADATA =
            List.of("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-fflags", "+bitexact");

    List<String> command(FfmpegPrograms programs, Input input, int threads) {
        String count = Integer.toString(threads);
        List<String> command = new ArrayList<>(List.of(
                programs.ffmpeg().toString(),
                "-hide_banner",
                "-nostdin",
                "-nostats",
                "-v",
                "error",
                "-y",
                "-abort_on",
                "empty_output",
                "-filter_threads",
                count,
                "-threads",
                count));
        command.addAll(input.options());
        command.addAll(options);
        command.addAll(WITHOUT_METADATA);
        command.addAll(List.of("-threads", count, "file:" + fileName));
        return command;
    }
}

package social.skein.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Files of video and sound that ffmpeg generates for tests. */
final class MediaSamples {
    /** Found once for all tests: it runs five processes. */
    private static final Optional<FfmpegPrograms> INSTALLED = FfmpegLocator.find("auto", true);

    private final FfmpegPrograms programs;
    private final Path folder;

    private MediaSamples(FfmpegPrograms programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** Samples in this folder. Skips the test if no ffmpeg is installed. */
    static MediaSamples in(Path folder) {
        return new MediaSamples(programs(), folder);
    }

    static FfmpegPrograms programs() {
        Assumptions.assumeTrue(INSTALLED.isPresent(), "No ffmpeg is installed; with apt: apt-get install ffmpeg");
        return INSTALLED.orElseThrow();
    }

    /** Runs ffmpeg with these arguments and then the name of the file to write. */
    Path generate(String name, String arguments) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(programs.ffmpeg().toString(), "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments.split(" ")));
        command.add(file.toString());
        assertThat(output(command)).as("ffmpeg " + arguments).isEmpty();
        return file;
    }

    /** One second of H.264 and AAC, 320 × 240, 25 frames per second. */
    Path mp4(String name, String options) throws Exception {
        return generate(
                name,
                "-f lavfi -i testsrc=d=1:s=320x240:r=25 -f lavfi -i sine=d=1 -c:v libx264 -preset ultrafast"
                        + " -pix_fmt yuv420p -c:a aac " + options);
    }

    /** A short file that takes minutes to convert: 4K in one colour, repeated. */
    Path slowMp4() throws Exception {
        Path second = generate(
                "second.mp4",
                "-f lavfi -i color=c=red:d=1:s=3840x2160:r=30 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        return generate("slow.mp4", "-stream_loop 599 -i " + second + " -c copy");
    }

    /** The hash of one stream as it is stored, without decoding. */
    String streamHash(Path file, String stream) throws Exception {
        return output(List.of(
                programs.ffmpeg().toString(),
                "-v",
                "error",
                "-i",
                file.toString(),
                "-map",
                "0:" + stream,
                "-c",
                "copy",
                "-f",
                "hash",
                "-"));
    }

    /** All that ffprobe says about a file. */
    String description(Path file) throws Exception {
        return output(List.of(
                programs.ffprobe().toString(),
                "-v",
                "error",
                "-show_format",
                "-show_streams",
                "-show_chapters",
                file.toString()));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + output).isZero();
        return output;
    }
}

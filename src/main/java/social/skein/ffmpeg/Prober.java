package social.skein.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import social.skein.http.Json;

/** Reads what a file contains, with ffprobe. Blocking. */
final class Prober {
    private static final String ENTRIES = "format=duration,bit_rate"
            + ":stream=index,codec_name,codec_type,width,height,sample_aspect_ratio,pix_fmt,avg_frame_rate,r_frame_rate,"
            + "sample_rate,channels,duration,bit_rate,nb_frames,nb_read_packets"
            + ":stream_disposition=attached_pic,timed_thumbnails:stream_side_data=rotation";

    private final FfmpegPrograms programs;
    private final ProcessRunner runner;
    private final RunLimits limits;

    Prober(FfmpegPrograms programs, ProcessRunner runner, RunLimits limits) {
        this.programs = programs;
        this.runner = runner;
        this.limits = limits;
    }

    MediaProbe probe(Path file, Path folder) throws IOException {
        if (Files.size(file) == 0) {
            throw new UnsupportedMediaException("is empty");
        }
        Container container = ContainerSniffer.sniff(file)
                .orElseThrow(() -> new UnsupportedMediaException("is neither video nor sound of a supported format"));
        requireAllowed(container);
        RunOutcome outcome = runner.run(command(new Input(file, container)), folder, limits.ofProbe());
        if (!outcome.succeeded()) {
            throw FailureAnalyzer.failure("ffprobe", outcome);
        }
        return Json.decode(outcome.output(), FfprobeOutput.class)
                .map(output -> ProbeReader.read(output, container))
                .orElseThrow(() -> new FfmpegException("ffprobe printed no JSON: " + outcome.errors(), false));
    }

    private void requireAllowed(Container container) {
        // Photos of phones are HEIC in tiles, of which ffmpeg before 8.1 converts only the first, without an error.
        if (container == Container.HEIC || (container == Container.AVIF && !programs.canReadAvif())) {
            throw new UnsupportedMediaException(
                    "is a picture in " + container + ", which is not supported; JPEG, PNG or WebP is");
        }
    }

    private List<String> command(Input input) {
        List<String> command = new ArrayList<>(List.of(programs.ffprobe().toString(), "-hide_banner", "-v", "error"));
        if (input.container() == Container.GIF) {
            // The only way to know whether it is animated; without decoding.
            command.add("-count_packets");
        }
        command.addAll(List.of("-show_entries", ENTRIES, "-of", "json=compact=1"));
        command.addAll(input.options());
        return command;
    }
}

package social.skein.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static social.skein.ffmpeg.TestFfmpeg.clause;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a run stays within its limits and leaves nothing behind, and ends with this process. */
class ConfinementTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private MediaSamples samples;

    @BeforeEach
    void findFfmpeg() {
        samples = MediaSamples.in(folder);
    }

    @Test
    void a_run_that_takes_too_long_is_killed_and_leaves_no_process_and_no_file() throws Exception {
        Path slow = samples.slowMp4();
        RunLimits limits = new RunLimits(Duration.ofMillis(1_500), MINUTE, 2L << 30, 1L << 30, 1);
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, MediaSamples.programs(), limits, 1)) {
            MediaProbe probe = ffmpeg.probe(slow);
            assertThat(probe.duration()).isEqualTo(Duration.ofMinutes(10));
            long start = System.nanoTime();
            Throwable failure =
                    TestFfmpeg.failure(ffmpeg.ffmpeg().toMp4(slow, probe, VideoLimits.ofVideo(), ffmpeg.output()));
            assertThat(failure).isInstanceOf(FfmpegException.class).hasMessageContaining("time limit");
            assertThat(((FfmpegException) failure).isRetryable()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            await(() -> TestFfmpeg.processes(folder.toString()).isEmpty());
            assertThat(ffmpeg.leftFiles()).isEmpty();
        }
    }

    @Test
    void the_descendants_of_a_killed_program_are_killed_too() throws Exception {
        Path started = folder.resolve("started");
        FfmpegPrograms wrapper = wrapper("(sleep 61.25 & sleep 61.25) & touch " + started + "; sleep 61.25; :");
        RunLimits limits = new RunLimits(Duration.ofSeconds(2), MINUTE, 2L << 30, 1L << 30, 1);
        Path video = samples.mp4("a.mp4", "");
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, wrapper, limits, 1)) {
            Future<?> run = ffmpeg.ffmpeg().toMp4(video, ffmpeg.probe(video), VideoLimits.ofVideo(), ffmpeg.output());
            await(() -> Files.exists(started) && TestFfmpeg.processes("61.25").size() >= 3);
            assertThat(TestFfmpeg.failure(run)).hasMessageContaining("time limit");
            await(() -> TestFfmpeg.processes("61.25").isEmpty());
        }
    }

    @Test
    void a_run_has_no_input_no_environment_a_low_priority_and_a_folder_of_its_own() throws Exception {
        Path report = folder.resolve("report");
        FfmpegPrograms wrapper = wrapper("{ env; nice; pwd; ulimit -v; ulimit -f; wc -c; } >" + report + "; exit 1");
        RunLimits limits = new RunLimits(MINUTE, MINUTE, 1L << 30, 1L << 20, 1);
        Path video = samples.mp4("a.mp4", "");
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, wrapper, limits, 1)) {
            MediaProbe probe = ffmpeg.probe(video);
            assertThat(clause(ffmpeg.ffmpeg().toMp4(video, probe, VideoLimits.ofVideo(), ffmpeg.output())))
                    .isEqualTo("is damaged or incomplete");
        }
        List<String> lines = Files.readAllLines(report);
        assertThat(lines)
                .filteredOn(line -> line.contains("="))
                .allMatch(line -> line.matches("(PATH|LD_LIBRARY_PATH|LANG|PWD|OLDPWD|SHLVL|_)=.*"));
        assertThat(lines)
                .filteredOn(line -> !line.contains("="))
                .satisfiesExactly(
                        nice -> assertThat(Integer.parseInt(nice)).isGreaterThanOrEqualTo(10),
                        place -> assertThat(place)
                                .startsWith(folder.resolve("work").toRealPath().toString()),
                        memory -> assertThat(memory).isEqualTo("1048576"),
                        blocks -> assertThat(blocks).isEqualTo("2048"),
                        input -> assertThat(input).isEqualTo("0"));
    }

    @Test
    void a_file_that_needs_too_much_memory_is_refused() throws Exception {
        Path huge = samples.generate(
                "huge.mp4",
                "-f lavfi -i color=c=red:s=8000x8000:r=1:d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        VideoLimits anySize = new VideoLimits(1L << 40, 120, MINUTE, 1_000, VideoTarget.fullHd());
        RunLimits limits = new RunLimits(MINUTE, MINUTE, 400L << 20, 1L << 30, 1);
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, MediaSamples.programs(), limits, 1)) {
            MediaProbe probe = ffmpeg.probe(huge);
            assertThat(clause(ffmpeg.ffmpeg().toMp4(huge, probe, anySize, ffmpeg.output())))
                    .startsWith("needs too much memory");
            assertThat(clause(ffmpeg.ffmpeg().toMp4(huge, probe, VideoLimits.ofVideo(), ffmpeg.output())))
                    .startsWith("has 8000 × 8000 pixels");
            assertThat(ffmpeg.leftFiles()).isEmpty();
        }
    }

    @Test
    void a_result_that_grows_too_large_is_refused() throws Exception {
        Path noise = samples.generate("noise.wav", "-f lavfi -i anoisesrc=d=20:c=white -c:a pcm_s16le");
        RunLimits limits = new RunLimits(MINUTE, MINUTE, 2L << 30, 100_000, 1);
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, MediaSamples.programs(), limits, 1)) {
            MediaProbe probe = ffmpeg.probe(noise);
            assertThat(clause(ffmpeg.ffmpeg().toMp3(noise, probe, AudioLimits.ofAudio(), ffmpeg.output())))
                    .startsWith("would be too large after its conversion");
            assertThat(ffmpeg.leftFiles()).isEmpty();
        }
    }

    @Test
    void runs_wait_for_a_slot_in_their_order() throws Exception {
        Path log = Files.createFile(folder.resolve("log"));
        FfmpegPrograms wrapper =
                wrapper("for last; do :; done; echo begin >>" + log + "; sleep 0.3; echo end >>" + log + "; exit 1");
        Path video = samples.mp4("a.mp4", "");
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, wrapper, RunLimits.ofServer(), 1)) {
            MediaProbe probe = ffmpeg.probe(video);
            StringBuffer order = new StringBuffer();
            List<Future<TranscodedFile>> runs = List.of("a", "b", "c").stream()
                    .map(name -> ffmpeg.ffmpeg()
                            .toMp4(video, probe, VideoLimits.ofVideo(), ffmpeg.output())
                            .onComplete(ended -> order.append(name)))
                    .toList();
            assertThat(TestFfmpeg.failure(Future.join(runs))).isInstanceOf(UnsupportedMediaException.class);
            assertThat(order.toString()).isEqualTo("abc");
            assertThat(Files.readAllLines(log)).containsExactly("begin", "end", "begin", "end", "begin", "end");
        }
    }

    @Test
    void endless_error_messages_are_cut_and_a_crash_is_no_fault_of_the_file() throws Exception {
        FfmpegPrograms wrapper =
                wrapper("i=0; while [ $i -lt 3000 ]; do echo \"error $i\" >&2; i=$((i+1)); done; kill -s SEGV $$");
        Path video = samples.mp4("a.mp4", "");
        try (TestFfmpeg ffmpeg = new TestFfmpeg(folder, wrapper, RunLimits.ofServer(), 1)) {
            Throwable failure = TestFfmpeg.failure(
                    ffmpeg.ffmpeg().toMp4(video, ffmpeg.probe(video), VideoLimits.ofVideo(), ffmpeg.output()));
            assertThat(failure).isInstanceOf(FfmpegException.class).hasMessageContaining("exit code 139");
            assertThat(failure.getMessage()).contains("error 2999").hasSizeLessThan(4_300);
            assertThat(((FfmpegException) failure).isRetryable()).isFalse();
        }
    }

    @Test
    void closing_kills_what_runs() throws Exception {
        Path slow = samples.slowMp4();
        try (TestFfmpeg ffmpeg = TestFfmpeg.in(folder)) {
            Future<?> run = ffmpeg.ffmpeg().toMp4(slow, ffmpeg.probe(slow), VideoLimits.ofVideo(), ffmpeg.output());
            await(() -> !TestFfmpeg.processes(slow.toString()).isEmpty());
            TestFfmpeg.await(ffmpeg.ffmpeg().close());
            assertThat(TestFfmpeg.failure(run)).isInstanceOf(FfmpegException.class);
            await(() -> TestFfmpeg.processes(slow.toString()).isEmpty());
        }
    }

    @Test
    void a_run_ends_when_this_process_is_killed() throws Exception {
        Path slow = samples.slowMp4();
        Process parent = FfmpegParentProcess.start(folder, slow);
        try {
            await(() -> !TestFfmpeg.processes("file:" + slow).isEmpty());
            List<ProcessHandle> children = parent.descendants().toList();
            assertThat(children).isNotEmpty();
            parent.destroyForcibly().waitFor();
            long start = System.nanoTime();
            await(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(TestFfmpeg.processes("file:" + slow)).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void a_path_without_working_programs_is_reported() throws Exception {
        assertThat(FfmpegLocator.find("none", false)).isEmpty();
        assertThat(FfmpegLocator.find(
                        MediaSamples.programs().ffmpeg().getParent().toString(), false))
                .isPresent();
        assertThatThrownBy(() -> FfmpegLocator.find(folder.resolve("absent").toString(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder.resolve("absent") + " is not an executable file");
        Path other = executable("other", "echo hello");
        assertThatThrownBy(() -> FfmpegLocator.find(other.toString(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(other + " -version does not print the version of ffmpeg or ffprobe");
    }

    @Test
    void the_offered_formats_follow_from_what_ffmpeg_can_do() {
        FfmpegPrograms all = MediaSamples.programs();
        assertThat(all.supportedMimeTypes())
                .contains("video/mp4", "video/webm", "video/quicktime", "audio/mpeg", "audio/ogg", "image/gif");
        assertThat(withEncoders(all, "aac", "libopenh264").supportedMimeTypes())
                .contains("video/mp4")
                .doesNotContain("audio/mpeg");
        assertThat(withEncoders(all, "libmp3lame").supportedMimeTypes())
                .contains("audio/mpeg")
                .noneMatch(type -> type.startsWith("video/"));
    }

    private static FfmpegPrograms withEncoders(FfmpegPrograms all, String... encoders) {
        return new FfmpegPrograms(
                all.ffmpeg(), all.ffprobe(), all.version(), all.demuxers(), all.decoders(), Set.of(encoders), false);
    }

    /** A shell script in place of ffmpeg; ffprobe is real. */
    private FfmpegPrograms wrapper(String script) throws Exception {
        FfmpegPrograms real = MediaSamples.programs();
        return new FfmpegPrograms(
                executable("wrapper", script),
                real.ffprobe(),
                real.version(),
                real.demuxers(),
                real.decoders(),
                real.encoders(),
                false);
    }

    private Path executable(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + MINUTE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}

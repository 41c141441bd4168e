package social.skein.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An {@link Ffmpeg} in a folder of a test. It verifies on closing that no process and no temporary file is left. */
final class TestFfmpeg implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final Path work;
    private final Path output;
    private final Ffmpeg ffmpeg;

    TestFfmpeg(Path folder, FfmpegPrograms programs, RunLimits limits, int slots) {
        this.work = folder.resolve("work");
        this.output = folder.resolve("output");
        this.ffmpeg = new Ffmpeg(vertx, programs, work, slots, limits);
    }

    static TestFfmpeg in(Path folder) {
        return new TestFfmpeg(folder, MediaSamples.programs(), RunLimits.ofServer(), 2);
    }

    Ffmpeg ffmpeg() {
        return ffmpeg;
    }

    Path output() {
        return output;
    }

    MediaProbe probe(Path file) throws Exception {
        return await(ffmpeg.probe(file));
    }

    TranscodedFile toMp4(Path file) throws Exception {
        return toMp4(file, VideoLimits.ofVideo());
    }

    TranscodedFile toMp4(Path file, VideoLimits limits) throws Exception {
        return await(ffmpeg.toMp4(file, probe(file), limits, output));
    }

    TranscodedFile toMp3(Path file) throws Exception {
        return await(ffmpeg.toMp3(file, probe(file), AudioLimits.ofAudio(), output));
    }

    /** What the owner of the file is told. */
    static String clause(Future<?> future) {
        Throwable failure = failure(future);
        assertThat(failure).isInstanceOf(UnsupportedMediaException.class);
        return ((UnsupportedMediaException) failure).clause();
    }

    static Throwable failure(Future<?> future) {
        return catchThrowable(() -> await(future));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** The files below the folders of runs and results. */
    List<Path> leftFiles() throws IOException {
        return Stream.concat(files(work).stream(), files(output).stream()).toList();
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> !path.equals(folder)).toList();
        }
    }

    /** The processes that the tests started, except those that are only not yet reaped. */
    static List<String> processes(String folder) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(folder))
                .toList();
    }

    @Override
    public void close() throws Exception {
        await(ffmpeg.close());
        await(vertx.close());
        assertThat(files(work)).as("files of runs").isEmpty();
    }
}

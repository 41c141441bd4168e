package social.skein.ffmpeg;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;

/** A separate process that converts a file and can be killed. */
final class FfmpegParentProcess {
    private FfmpegParentProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        Ffmpeg ffmpeg = new Ffmpeg(
                Vertx.vertx(),
                FfmpegLocator.find("auto", false).orElseThrow(),
                folder.resolve("work"),
                1,
                RunLimits.ofServer());
        TestFfmpeg.await(ffmpeg.probe(file)
                .compose(probe -> ffmpeg.toMp4(file, probe, VideoLimits.ofVideo(), folder.resolve("output"))));
    }

    static Process start(Path folder, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FfmpegParentProcess.class.getName(),
                        folder.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

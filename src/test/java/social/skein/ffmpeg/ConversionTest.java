package social.skein.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static social.skein.ffmpeg.TestFfmpeg.clause;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the results of conversions. */
class ConversionTest {
    private static final String SECRETS = "-metadata title=SecretTitle -metadata location=+48.1+011.5/"
            + " -metadata creation_time=2001-02-03T04:05:06Z -metadata comment=SecretComment"
            + " -metadata:s:v title=SecretStream -metadata:s:v handler_name=SecretHandler -metadata:s:a language=deu";

    @TempDir
    Path folder;

    private MediaSamples samples;
    private TestFfmpeg ffmpeg;

    @BeforeEach
    void start() {
        samples = MediaSamples.in(folder);
        ffmpeg = TestFfmpeg.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (ffmpeg != null) {
            ffmpeg.close();
        }
    }

    @Test
    void what_is_h264_and_aac_is_copied_bit_by_bit_without_its_metadata() throws Exception {
        Path source = samples.mp4("a.mov", SECRETS + " -movflags use_metadata_tags");
        assertThat(samples.description(source)).contains("SecretTitle", "+48.1", "SecretHandler", "2001-02-03");

        TranscodedFile result = ffmpeg.toMp4(source);
        assertThat(samples.streamHash(result.file(), "v")).isEqualTo(samples.streamHash(source, "v"));
        assertThat(samples.streamHash(result.file(), "a")).isEqualTo(samples.streamHash(source, "a"));
        assertThat(samples.description(result.file()))
                .doesNotContain("Secret", "48.1", "2001-02-03", "deu", "Lavf", "encoder=");
        assertThat(new String(Files.readAllBytes(result.file()), StandardCharsets.ISO_8859_1))
                .doesNotContain("Secret", "+48.1")
                .matches(text -> text.indexOf("moov") < text.indexOf("mdat"), "has its index at the start");
        assertThat(result)
                .isEqualTo(new TranscodedFile(
                        ffmpeg.output().resolve("video.mp4"),
                        "video/mp4",
                        320,
                        240,
                        result.duration(),
                        25,
                        result.bitRate(),
                        Files.size(result.file())));
        assertThat(result.duration()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_050));
    }

    @Test
    void a_copied_video_remains_turned() throws Exception {
        Path turned =
                samples.generate("turned.mov", "-i " + samples.mp4("a.mp4", "") + " -c copy -metadata:s:v rotate=90");
        TranscodedFile result = ffmpeg.toMp4(turned);
        assertThat(result.width()).isEqualTo(240);
        assertThat(result.height()).isEqualTo(320);
    }

    @Test
    void webm_becomes_h264_and_aac_with_even_edges() throws Exception {
        for (String encoder : new String[] {"libvpx", "libvpx-vp9"}) {
            Path source = samples.generate(
                    encoder + ".webm",
                    "-f lavfi -i testsrc=d=1:s=101x77:r=10 -f lavfi -i sine=d=1 -c:v " + encoder
                            + " -deadline realtime -cpu-used 8 -c:a libopus");
            TranscodedFile result = ffmpeg.toMp4(source);
            MediaProbe probe = ffmpeg.probe(result.file());
            assertThat(probe.video().orElseThrow().codec()).isEqualTo("h264");
            assertThat(probe.video().orElseThrow().pixelFormat()).isEqualTo("yuv420p");
            assertThat(probe.audio().orElseThrow().codec()).isEqualTo("aac");
            assertThat(result.width()).isEqualTo(100);
            assertThat(result.height()).isEqualTo(76);
            assertThat(result.duration()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_200));
        }
    }

    @Test
    void a_turned_video_is_turned_when_it_is_encoded() throws Exception {
        Path upright = samples.generate(
                "a.mp4", "-f lavfi -i testsrc=d=1:s=64x32:r=10 -c:v libx264 -pix_fmt yuv444p -preset ultrafast");
        Path turned = samples.generate("turned.mov", "-i " + upright + " -c copy -metadata:s:v rotate=90");
        TranscodedFile result = ffmpeg.toMp4(turned);
        assertThat(result.width()).isEqualTo(32);
        assertThat(result.height()).isEqualTo(64);
        assertThat(samples.description(result.file())).doesNotContain("rotation=");
    }

    @Test
    void a_large_and_fast_video_is_reduced() throws Exception {
        Path source = samples.generate(
                "a.mp4", "-f lavfi -i testsrc=d=0.2:s=2560x1440:r=100 -c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        TranscodedFile result = ffmpeg.toMp4(source);
        assertThat(result.width()).isEqualTo(1_920);
        assertThat(result.height()).isEqualTo(1_080);
        assertThat(result.frameRate()).isCloseTo(60, within(0.5));
    }

    @Test
    void only_the_first_sound_remains_in_stereo() throws Exception {
        Path source = samples.generate(
                "a.mkv",
                "-f lavfi -i testsrc=d=1:s=64x64:r=10 -f lavfi -i anullsrc=cl=5.1:d=1 -f lavfi -i sine=d=1"
                        + " -map 0 -map 1 -map 2 -t 1 -c:v libx264 -pix_fmt yuv420p -preset ultrafast -c:a aac");
        TranscodedFile result = ffmpeg.toMp4(source);
        assertThat(ffmpeg.probe(result.file()).audio().orElseThrow().channels()).isEqualTo(2);
        assertThat(samples.description(result.file()).split("codec_type=audio", -1))
                .hasSize(2);
        assertThat(samples.streamHash(result.file(), "v")).isEqualTo(samples.streamHash(source, "v"));
    }

    @Test
    void a_gif_becomes_a_silent_video_of_the_same_length() throws Exception {
        Path gif = samples.generate("a.gif", "-f lavfi -i testsrc=d=2:s=101x77:r=10");
        MediaProbe probe = ffmpeg.probe(gif);
        TranscodedFile result =
                TestFfmpeg.await(ffmpeg.ffmpeg().gifToMp4(gif, probe, VideoLimits.ofGif(), ffmpeg.output()));
        assertThat(result.width()).isEqualTo(100);
        assertThat(result.duration()).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_100));
        assertThat(result.frameRate()).isLessThanOrEqualTo(60);
        MediaProbe converted = ffmpeg.probe(result.file());
        assertThat(converted.audio()).isEmpty();
        assertThat(converted.video().orElseThrow().codec()).isEqualTo("h264");
    }

    @Test
    void mp3_is_copied_without_tags_and_other_sound_is_encoded() throws Exception {
        Path mp3 = samples.generate("a.mp3", "-f lavfi -i sine=d=1 -metadata title=Secret -metadata artist=Secret");
        TranscodedFile copied = ffmpeg.toMp3(mp3);
        assertThat(samples.streamHash(copied.file(), "a")).isEqualTo(samples.streamHash(mp3, "a"));
        assertThat(samples.description(copied.file())).doesNotContain("Secret");
        assertThat(copied.mimeType()).isEqualTo("audio/mpeg");
        assertThat(copied.width()).isZero();

        Path flac = samples.generate("a.flac", "-f lavfi -i sine=d=1:r=96000 -metadata title=Secret");
        TranscodedFile encoded = ffmpeg.toMp3(flac);
        assertThat(ffmpeg.probe(encoded.file()).audio().orElseThrow().codec()).isEqualTo("mp3");
        assertThat(samples.description(encoded.file())).doesNotContain("Secret");
        assertThat(encoded.duration()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_100));
    }

    @Test
    void a_cover_and_a_first_frame_become_pictures() throws Exception {
        Path cover = samples.generate("cover.png", "-f lavfi -i testsrc=s=1000x500 -frames:v 1");
        Path song = samples.generate(
                "song.mp3",
                "-f lavfi -i sine=d=1 -i " + cover + " -map 0 -map 1 -c:v copy -disposition:v attached_pic");
        MediaProbe probe = ffmpeg.probe(song);
        Optional<TranscodedFile> picture =
                TestFfmpeg.await(ffmpeg.ffmpeg().coverArt(song, probe, PosterFormat.JPEG, 640, ffmpeg.output()));
        assertThat(picture.orElseThrow().width()).isEqualTo(640);
        assertThat(ImageIO.read(picture.orElseThrow().file().toFile()).getHeight())
                .isEqualTo(320);
        assertThat(samples.description(ffmpeg.toMp3(song).file())).doesNotContain("video");

        Path video = samples.mp4("a.mp4", "");
        MediaProbe videoProbe = ffmpeg.probe(video);
        assertThat(TestFfmpeg.await(
                        ffmpeg.ffmpeg().coverArt(video, videoProbe, PosterFormat.JPEG, 640, ffmpeg.output())))
                .isEmpty();
        for (PosterFormat format : PosterFormat.values()) {
            TranscodedFile poster =
                    TestFfmpeg.await(ffmpeg.ffmpeg().posterFrame(video, videoProbe, format, 160, ffmpeg.output()));
            assertThat(poster.mimeType()).isEqualTo(format.mimeType());
            assertThat(poster.width()).isEqualTo(160);
            assertThat(ImageIO.read(poster.file().toFile()).getHeight()).isEqualTo(120);
        }
    }

    @Test
    void limits_are_checked_before_anything_is_decoded() throws Exception {
        Path video = samples.mp4("a.mp4", "");
        VideoTarget target = VideoTarget.fullHd();
        Duration minute = Duration.ofMinutes(1);
        assertThat(refusal(video, new VideoLimits(320 * 239, 120, minute, 100, target)))
                .isEqualTo("has 320 × 240 pixels; at most 76480 in total are supported");
        assertThat(refusal(video, new VideoLimits(320 * 240, 24, minute, 100, target)))
                .isEqualTo("has 25 frames per second; at most 24 are supported");
        assertThat(refusal(video, new VideoLimits(320 * 240, 25, minute, 24, target)))
                .isEqualTo("has more than 24 frames");
        assertThat(refusal(video, new VideoLimits(320 * 240, 25, Duration.ofMillis(500), 100, target)))
                .startsWith("is longer than");
        Path song = samples.generate("a.mp3", "-f lavfi -i sine=d=1");
        assertThat(refusal(song, VideoLimits.ofVideo())).isEqualTo("contains no video");
        assertThat(ffmpeg.leftFiles()).isEmpty();
    }

    private String refusal(Path file, VideoLimits limits) throws Exception {
        return clause(ffmpeg.ffmpeg().toMp4(file, ffmpeg.probe(file), limits, ffmpeg.output()));
    }

    @Test
    void half_a_video_with_its_index_at_the_start_is_refused() throws Exception {
        Path tenSeconds = samples.generate(
                "a.mp4",
                "-f lavfi -i testsrc=d=10:s=320x240:r=25 -c:v libx264 -preset ultrafast -pix_fmt yuv420p"
                        + " -movflags +faststart");
        byte[] whole = Files.readAllBytes(tenSeconds);
        Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(clause(ffmpeg.ffmpeg().toMp4(half, ffmpeg.probe(half), VideoLimits.ofVideo(), ffmpeg.output())))
                .startsWith("is incomplete: it should last 10 seconds, but ends after ");
        assertThat(ffmpeg.leftFiles()).isEmpty();
    }

    /** As a browser records it. */
    @Test
    void a_video_of_unknown_length_is_cut_and_refused_if_it_is_too_long() throws Exception {
        Path live = samples.generate(
                "a.webm", "-f lavfi -i testsrc=d=3:s=64x64:r=10 -c:v libvpx -deadline realtime -f webm -live 1");
        MediaProbe probe = ffmpeg.probe(live);
        assertThat(probe.duration()).isZero();
        assertThat(ffmpeg.toMp4(live).duration()).isBetween(Duration.ofMillis(2_900), Duration.ofMillis(3_200));
        VideoLimits twoSeconds = new VideoLimits(64 * 64, 60, Duration.ofSeconds(2), 1_000, VideoTarget.fullHd());
        assertThat(clause(ffmpeg.ffmpeg().toMp4(live, probe, twoSeconds, ffmpeg.output())))
                .isEqualTo("is longer than 2 seconds");
    }
}

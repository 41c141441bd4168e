package social.skein.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.ffmpeg.TestFfmpeg.clause;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what is read of files, and that hostile ones are refused. */
class MediaProbeTest {
    private static final String SINE = "-f lavfi -i sine=d=1 ";

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
    void an_mp4_has_a_size_a_frame_rate_and_a_duration() throws Exception {
        MediaProbe probe = ffmpeg.probe(samples.mp4("a.mp4", ""));
        assertThat(probe.mimeType()).isEqualTo("video/mp4");
        assertThat(probe.duration()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_050));
        assertThat(probe.bitRate()).isPositive();
        VideoStream video = probe.video().orElseThrow();
        assertThat(video).isEqualTo(new VideoStream(0, "h264", "yuv420p", 320, 240, 1, 25, video.bitRate(), 25));
        assertThat(video.bitRate()).isPositive();
        AudioStream audio = probe.audio().orElseThrow();
        assertThat(audio).isEqualTo(new AudioStream(1, "aac", 1, 44_100, audio.bitRate()));
    }

    @Test
    void a_turned_video_has_the_size_that_is_displayed() throws Exception {
        Path turned =
                samples.generate("turned.mov", "-i " + samples.mp4("a.mp4", "") + " -c copy -metadata:s:v rotate=90");
        MediaProbe probe = ffmpeg.probe(turned);
        assertThat(probe.mimeType()).isEqualTo("video/quicktime");
        assertThat(probe.video().orElseThrow().width()).isEqualTo(240);
        assertThat(probe.video().orElseThrow().height()).isEqualTo(320);
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp3, -c:a libmp3lame, audio/mpeg, mp3",
        "a.ogg, -c:a libvorbis, audio/ogg, vorbis",
        "b.ogg, -c:a libopus, audio/ogg, opus",
        "a.flac, -c:a flac, audio/flac, flac",
        "a.wav, -c:a pcm_s16le, audio/wav, pcm_s16le",
        "a.aac, -c:a aac, audio/aac, aac",
        "a.m4a, -c:a aac, audio/mp4, aac",
        "a.webm, -c:a libopus, audio/webm, opus",
    })
    void sound_is_recognized(String name, String options, String mimeType, String codec) throws Exception {
        MediaProbe probe = ffmpeg.probe(samples.generate(name, SINE + options));
        assertThat(probe.mimeType()).isEqualTo(mimeType);
        assertThat(probe.isAudio()).isTrue();
        assertThat(probe.audio().orElseThrow().codec()).isEqualTo(codec);
        assertThat(probe.duration()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_200));
        assertThat(MediaSamples.programs().supportedMimeTypes()).contains(mimeType);
    }

    @Test
    void a_webm_and_a_gif_are_recognized() throws Exception {
        Path webm = samples.generate("a.webm", "-f lavfi -i testsrc=d=1:s=64x64:r=10 -c:v libvpx -deadline realtime");
        MediaProbe probe = ffmpeg.probe(webm);
        assertThat(probe.mimeType()).isEqualTo("video/webm");
        assertThat(probe.video().orElseThrow().codec()).isEqualTo("vp8");
        assertThat(probe.audio()).isEmpty();

        MediaProbe animated = ffmpeg.probe(samples.generate("a.gif", "-f lavfi -i testsrc=d=1:s=101x77:r=10"));
        assertThat(animated.mimeType()).isEqualTo("image/gif");
        assertThat(animated.isAnimated()).isTrue();
        assertThat(animated.video().orElseThrow().frames()).isEqualTo(10);
        assertThat(ffmpeg.probe(samples.generate("b.gif", "-f lavfi -i testsrc=s=8x8 -frames:v 1"))
                        .isAnimated())
                .isFalse();
    }

    @Test
    void a_song_with_a_cover_is_sound() throws Exception {
        Path cover = samples.generate("cover.png", "-f lavfi -i testsrc=s=300x200 -frames:v 1");
        Path song = samples.generate(
                "song.mp3", SINE + "-i " + cover + " -map 0 -map 1 -c:v copy -disposition:v attached_pic");
        MediaProbe probe = ffmpeg.probe(song);
        assertThat(probe.mimeType()).isEqualTo("audio/mpeg");
        assertThat(probe.isAudio()).isTrue();
        assertThat(probe.cover().orElseThrow().width()).isEqualTo(300);
    }

    @Test
    void the_name_of_a_file_has_no_influence() throws Exception {
        Path video = Files.move(samples.mp4("a.mp4", ""), folder.resolve("a.jpg"));
        assertThat(ffmpeg.probe(video).mimeType()).isEqualTo("video/mp4");
        Path picture = samples.generate("b.jpg", "-f lavfi -i testsrc=s=64x64 -frames:v 1");
        Path renamed = Files.move(picture, folder.resolve("b.mp4"));
        assertThat(clause(ffmpeg.ffmpeg().probe(renamed)))
                .isEqualTo("is neither video nor sound of a supported format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#EXTM3U\\n#EXTINF:1,\\nfile:///etc/passwd\\n#EXT-X-ENDLIST",
                "#EXTM3U\\n#EXT-X-MEDIA-SEQUENCE:0\\n#EXTINF:1,\\nhttp://127.0.0.1:1/a.ts",
                "ffconcat version 1.0\\nfile /etc/passwd",
                "v=0\\no=- 0 0 IN IP4 127.0.0.1\\nm=video 5004 RTP/AVP 96",
                "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>",
                "only text",
                "x",
            })
    void text_that_names_other_files_is_refused(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("list.mp4"), text.replace("\\n", "\n"));
        assertThat(clause(ffmpeg.ffmpeg().probe(file))).isEqualTo("is neither video nor sound of a supported format");
    }

    /** Its first bytes lead to the demuxer of MP4, which must not turn to another. */
    @Test
    void a_playlist_behind_the_first_bytes_of_an_mp4_is_refused() throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.mp4"), "\0\0\0\bftypisom\n#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n");
        assertThat(clause(ffmpeg.ffmpeg().probe(file))).isEqualTo("is damaged or incomplete");
    }

    @Test
    void an_empty_file_is_refused() throws Exception {
        assertThat(clause(ffmpeg.ffmpeg().probe(Files.createFile(folder.resolve("a.mp4")))))
                .isEqualTo("is empty");
    }

    @Test
    void a_file_that_does_not_exist_is_no_fault_of_the_owner() {
        assertThat(TestFfmpeg.failure(ffmpeg.ffmpeg().probe(folder.resolve("absent.mp4"))))
                .isInstanceOf(FfmpegException.class)
                .hasMessageContaining("absent.mp4");
    }

    @Test
    void an_mp4_without_its_end_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(samples.mp4("a.mp4", ""));
        Path file = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(clause(ffmpeg.ffmpeg().probe(file))).isEqualTo("is damaged or incomplete");
    }

    @Test
    void a_wav_that_claims_two_gigabytes_is_not_believed() throws Exception {
        byte[] wav = Files.readAllBytes(samples.generate("a.wav", SINE + "-fflags +bitexact"));
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, 0x7fff_fff0)
                .putInt(40, 0x7fff_ff00);
        Path file = Files.write(folder.resolve("lie.wav"), wav);
        assertThat(ffmpeg.probe(file).duration()).isLessThan(Duration.ofSeconds(2));
        assertThat(ffmpeg.toMp3(file).duration()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_codec_that_no_device_records_is_refused_by_name() throws Exception {
        Path file = samples.generate("a.mkv", "-f lavfi -i testsrc=d=1:s=64x64:r=5 -c:v ffv1");
        assertThat(clause(ffmpeg.ffmpeg().probe(file)))
                .isEqualTo("has a stream in the codec ffv1, which is not supported");
    }

    @Test
    void subtitles_and_attachments_are_ignored() throws Exception {
        Path text = Files.writeString(folder.resolve("a.srt"), "1\n00:00:00,000 --> 00:00:01,000\nhello\n");
        Path mp4 = samples.mp4("a.mp4", "");
        Path file = samples.generate(
                "a.mkv",
                "-i " + mp4 + " -i " + text + " -map 0 -map 1 -c copy -attach " + text
                        + " -metadata:s:t mimetype=text/plain");
        assertThat(ffmpeg.probe(file).video().orElseThrow().codec()).isEqualTo("h264");
        assertThat(samples.description(ffmpeg.toMp4(file).file())).doesNotContain("subtitle", "attachment");
    }

    @Test
    void a_picture_in_avif_is_read_if_it_is_allowed() throws Exception {
        Path avif = samples.generate(
                "a.avif", "-f lavfi -i testsrc=s=800x600 -frames:v 1 -c:v libaom-av1 -cpu-used 8 -still-picture 1");
        MediaProbe probe = ffmpeg.probe(avif);
        assertThat(probe.mimeType()).isEqualTo("image/avif");
        TranscodedFile picture =
                TestFfmpeg.await(ffmpeg.ffmpeg().posterFrame(avif, probe, PosterFormat.PNG, 4_000, ffmpeg.output()));
        assertThat(picture.width()).isEqualTo(800);

        FfmpegPrograms strict = FfmpegLocator.find("auto", false).orElseThrow();
        assertThat(strict.supportedMimeTypes()).doesNotContain("image/avif");
        try (TestFfmpeg other = new TestFfmpeg(folder.resolve("other"), strict, RunLimits.ofServer(), 1)) {
            assertThat(clause(other.ffmpeg().probe(avif)))
                    .isEqualTo("is a picture in AVIF, which is not supported; JPEG, PNG or WebP is");
        }
    }
}

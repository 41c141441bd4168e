package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that formats, sizes and frames are read from the structure of a file, and refused there. */
class ImageHeadersTest {
    @TempDir
    Path folder;

    @Test
    void the_content_decides_the_format() throws IOException {
        assertThat(read(ImageFiles.jpeg(30, 20))).isEqualTo(new ImageHeader(ImageFormat.JPEG, 30, 20, 1, 1, 3));
        assertThat(read(ImageFiles.png(30, 20))).isEqualTo(new ImageHeader(ImageFormat.PNG, 30, 20, 1, 1, 4));
        assertThat(read(ImageFiles.gif(30, 20))).isEqualTo(new ImageHeader(ImageFormat.GIF, 30, 20, 1, 1, 6));
        assertThat(read(ImageFiles.WEBP_LOSSY)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 24, 16, 1, 1, 8));
        assertThat(read(ImageFiles.WEBP_LOSSLESS)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 24, 16, 1, 1, 12));
        assertThat(read(ImageFiles.WEBP_ALPHA)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 24, 16, 1, 1, 12));
        Path misnamed = Files.write(folder.resolve("film.mp4"), ImageFiles.jpeg(30, 20));
        assertThat(ImageHeaders.read(misnamed, ImageLimits.DEFAULT).format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void the_frames_of_animations_are_counted() throws IOException {
        assertThat(read(ImageFiles.animatedGif(7)).frames()).isEqualTo(7);
        assertThat(read(ImageFiles.WEBP_ANIMATED).frames()).isEqualTo(3);
        assertThat(read(animatedPng(5, 5)).frames()).isEqualTo(5);
        assertThat(read(animatedPng(1, 5)).frames()).isEqualTo(5);
    }

    @Test
    void the_orientation_is_read_from_each_format_that_has_one() throws IOException {
        assertThat(read(ImageFiles.withExif(ImageFiles.jpeg(30, 20), 6)).orientation())
                .isEqualTo(6);
        byte[] chunk = ImageFiles.chunk("eXIf", ImageFiles.exif(8));
        assertThat(read(ImageFiles.withChunk(ImageFiles.png(30, 20), chunk)).orientation())
                .isEqualTo(8);
        byte[] webp = ImageFiles.concat(
                ImageFiles.WEBP_ALPHA, ImageFiles.ascii("EXIF"), ImageFiles.bytes(60, 0, 0, 0), ImageFiles.exif(3));
        webp[4] = (byte) (webp[4] + 68);
        webp[5]++;
        assertThat(read(webp).orientation()).isEqualTo(3);
    }

    @Test
    void other_files_are_unsupported() {
        List<byte[]> others = List.of(
                new byte[0],
                ImageFiles.ascii("plain text"),
                ImageFiles.ascii("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
                ImageFiles.ascii("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"),
                ImageFiles.ascii("\0\0\0\u0018ftypavif\0\0\0\0mif1avif"),
                ImageFiles.ascii("\0\0\0\u0018ftypisom\0\0\0\0isommp41"),
                ImageFiles.ascii("BM\0\0\0\0\0\0\0\0\0\0"),
                ImageFiles.ascii("II*\0\b\0\0\0"),
                ImageFiles.ascii("%PDF-1.7"),
                ImageFiles.ascii("RIFF\0\0\0\0WAVEfmt "),
                ImageFiles.bytes(0xff, 0xd8));
        assertThat(others)
                .allSatisfy(file -> assertThatThrownBy(() -> read(file))
                        .hasMessage("the file is not a JPEG, PNG, GIF or WebP picture")
                        .asInstanceOf(type(InvalidImageException.class))
                        .returns(InvalidImageException.Kind.UNSUPPORTED, InvalidImageException::kind));
    }

    @Test
    void jpegs_that_browsers_do_not_show_are_unsupported() {
        byte[] lossless = ImageFiles.jpeg(30, 20);
        int frame = frameOf(lossless);
        lossless[frame + 1] = (byte) 0xc3;
        assertRefused(lossless, InvalidImageException.Kind.UNSUPPORTED, "a rare kind");
        byte[] deep = ImageFiles.jpeg(30, 20);
        deep[frame + 4] = 12;
        assertRefused(deep, InvalidImageException.Kind.UNSUPPORTED, "a rare kind");
    }

    @Test
    void sizes_beyond_the_limit_are_refused_before_pixels_are_decoded() {
        assertRefused(
                ImageFiles.png(50_000, 50_000, ImageFiles.zeros(10)),
                InvalidImageException.Kind.TOO_LARGE,
                "the picture has 50,000 × 50,000 pixels, at most 33,177,600 are allowed");
        byte[] lying = ImageFiles.jpeg(30, 20);
        ByteBuffer.wrap(lying)
                .position(frameOf(lying) + 5)
                .putShort((short) 60_000)
                .putShort((short) 60_000);
        assertRefused(lying, InvalidImageException.Kind.TOO_LARGE, "60,000 × 60,000");
        assertRefused(
                ImageFiles.png(70_000, 5, ImageFiles.zeros(10)),
                InvalidImageException.Kind.TOO_LARGE,
                "the picture has 70,000 × 5 pixels, at most 65,500 are allowed in each direction");
        assertRefused(
                ImageFiles.png(0, 5, ImageFiles.zeros(10)), InvalidImageException.Kind.CORRUPT, "it has no pixels");
        assertRefused(
                ImageFiles.png(-1, 5, ImageFiles.zeros(10)), InvalidImageException.Kind.CORRUPT, "it has no pixels");
    }

    @Test
    void animations_beyond_the_limits_are_refused() {
        assertRefused(
                ImageFiles.animatedGif(100_000),
                InvalidImageException.Kind.TOO_LARGE,
                "the animation has more than the 3,000 frames that are allowed");
        assertRefused(animatedPng(100_000, 1), InvalidImageException.Kind.TOO_LARGE, "3,000 frames");
        assertRefused(animatedPng(1, 100_000), InvalidImageException.Kind.TOO_LARGE, "3,000 frames");
        ImageLimits small = new ImageLimits(1_000, 100, 1_399, 1_000, 100);
        assertThatThrownBy(() -> ImageHeaders.read(ImageFiles.write(folder, ImageFiles.animatedGif(7)), small))
                .hasMessage("all frames of the animation together have 1,400 pixels, at most 1,399 are allowed");
    }

    @Test
    void a_jpeg_with_scans_without_end_is_refused() {
        byte[] jpeg = ImageFiles.jpeg(30, 20);
        byte[] scan = ImageFiles.bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0);
        byte[] scans = new byte[100 * scan.length];
        for (int i = 0; i < scans.length; i++) {
            scans[i] = scan[i % scan.length];
        }
        byte[] bomb = ImageFiles.concat(
                Arrays.copyOf(jpeg, jpeg.length - 2), scans, Arrays.copyOfRange(jpeg, jpeg.length - 2, jpeg.length));
        assertRefused(bomb, InvalidImageException.Kind.CORRUPT, "too many scans");
    }

    @Test
    void a_missing_file_is_no_fault_of_the_user() {
        assertThatThrownBy(() -> ImageHeaders.read(folder.resolve("missing"), ImageLimits.DEFAULT))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void assertRefused(byte[] file, InvalidImageException.Kind kind, String message) {
        assertThatThrownBy(() -> read(file))
                .hasMessageContaining(message)
                .asInstanceOf(type(InvalidImageException.class))
                .returns(kind, InvalidImageException::kind);
    }

    private ImageHeader read(byte[] file) throws IOException {
        return ImageHeaders.read(ImageFiles.write(folder, file), ImageLimits.DEFAULT);
    }

    private static int frameOf(byte[] jpeg) {
        for (int at = 0; ; at++) {
            if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
                return at;
            }
        }
    }

    private static byte[] animatedPng(int declared, int present) {
        byte[] control = ImageFiles.chunk("fcTL", new byte[26]);
        byte[][] chunks = new byte[present + 1][];
        Arrays.fill(chunks, control);
        chunks[0] =
                ImageFiles.chunk("acTL", ByteBuffer.allocate(8).putInt(declared).array());
        return ImageFiles.withChunk(ImageFiles.png(30, 20), ImageFiles.concat(chunks));
    }
}

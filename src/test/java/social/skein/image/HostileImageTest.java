package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that damaged and malicious files end in bounded time and memory, as pictures or as a refusal of the picture. */
class HostileImageTest {
    private static final ImageProcessor PROCESSOR = new ImageProcessor(ImageLimits.DEFAULT);
    private static final int BIT_FLIPS = 200;

    @TempDir
    Path folder;

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("JPEG", ImageFiles.withExif(ImageFiles.jpeg(32, 24), 6));
        files.put("progressive JPEG", ImageFiles.progressiveJpeg(32, 24));
        files.put("CMYK JPEG", ImageFiles.JPEG_CMYK);
        files.put("PNG", ImageFiles.png(32, 24));
        files.put("GIF", ImageFiles.gif(32, 24));
        files.put("animated GIF", ImageFiles.animatedGif(5));
        files.put("lossy WebP", ImageFiles.WEBP_LOSSY);
        files.put("lossless WebP", ImageFiles.WEBP_LOSSLESS);
        files.put("transparent WebP", ImageFiles.WEBP_ALPHA);
        files.put("animated WebP", ImageFiles.WEBP_ANIMATED);
        return files;
    }

    @Test
    void files_that_are_cut_off_are_refused() {
        files().forEach((name, file) -> {
            for (int tenth = 0; tenth < 10; tenth++) {
                byte[] cut = Arrays.copyOf(file, file.length * tenth / 10);
                assertThatThrownBy(() -> process(cut))
                        .as(name + " after " + cut.length + " bytes")
                        .isInstanceOf(InvalidImageException.class);
            }
        });
    }

    @Test
    void flipped_bits_make_another_picture_or_none() {
        files().forEach((name, file) -> assertTimeoutPreemptively(Duration.ofSeconds(60), () -> flipBits(name, file)));
    }

    private void flipBits(String name, byte[] file) throws IOException {
        Random random = new Random(name.hashCode());
        for (int i = 0; i < BIT_FLIPS; i++) {
            byte[] damaged = file.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                ProcessedImage processed = process(damaged);
                assertThat(processed.full().bytes()).isPositive();
            } catch (InvalidImageException refused) {
                assertThat(refused).hasMessageMatching("the (picture|file|animation) .+|all frames .+");
            }
        }
    }

    @Test
    void compressed_zeros_behind_the_last_pixel_are_not_decompressed() throws IOException {
        byte[] bomb = ImageFiles.png(10, 10, ImageFiles.zeros(500_000_000));
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), () -> process(bomb))
                        .full()
                        .width())
                .isEqualTo(10);
    }

    /** The reader of the JDK decompresses such chunks of a picture with a palette even if it ignores metadata. */
    @Test
    void compressed_metadata_is_not_decompressed() {
        byte[] zeros = ImageFiles.zeros(300_000_000);
        byte[] png = ImageFiles.png(ImageFiles.picture(30, 20, java.awt.image.BufferedImage.TYPE_BYTE_INDEXED));
        for (String chunk : new String[] {"iCCP", "zTXt", "iTXt"}) {
            byte[] start = ImageFiles.ascii(chunk.equals("iTXt") ? "name\0\1\0\0\0" : "name\0\0");
            byte[] bomb = ImageFiles.withChunk(png, ImageFiles.chunk(chunk, ImageFiles.concat(start, zeros)));
            ProcessedImage processed = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> process(bomb));
            assertThat(processed.full().width()).isEqualTo(30);
            assertThat(processed.full().bytes()).isLessThan(10_000);
        }
    }

    @Test
    void a_large_size_with_few_pixels_is_refused() {
        byte[] png = ImageFiles.png(5_000, 5_000, ImageFiles.zeros(100_000));
        assertThatThrownBy(() -> process(png)).isInstanceOf(InvalidImageException.class);
    }

    @Test
    void metadata_without_end_is_refused() {
        byte[] jpeg = ImageFiles.jpeg(30, 20);
        byte[] comments = new byte[4 * 10_000];
        for (int i = 0; i < comments.length; i += 4) {
            System.arraycopy(ImageFiles.bytes(0xff, 0xfe, 0, 2), 0, comments, i, 4);
        }
        byte[] bomb = ImageFiles.concat(Arrays.copyOf(jpeg, 2), comments, Arrays.copyOfRange(jpeg, 2, jpeg.length));
        assertThatThrownBy(() -> process(bomb)).hasMessageContaining("too many segments");
    }

    /** A library needed minutes for such a file. */
    @Test
    void a_lossless_webp_cannot_demand_any_number_of_transforms() {
        byte[] pixels = new byte[1_000];
        // The signature, 4096 × 4096, and then "subtract green" again and again: 1 and 2 in one and two bits.
        System.arraycopy(ImageFiles.bytes(0x2f, 0xff, 0xcf, 0xff, 0x03), 0, pixels, 0, 5);
        for (int bit = 0; bit + 2 < 8 * (pixels.length - 5); bit += 3) {
            for (int set : new int[] {bit, bit + 2}) {
                pixels[5 + set / 8] |= (byte) (1 << set % 8);
            }
        }
        byte[] webp = ImageFiles.concat(
                ImageFiles.ascii("RIFF"),
                ImageFiles.bytes((pixels.length + 12) & 0xff, (pixels.length + 12) >> 8, 0, 0),
                ImageFiles.ascii("WEBPVP8L"),
                ImageFiles.bytes(pixels.length & 0xff, pixels.length >> 8, 0, 0),
                pixels);
        assertThatThrownBy(() -> process(webp)).hasMessageContaining("its pixels are transformed twice");
    }

    private ProcessedImage process(byte[] file) throws IOException {
        Path source = Files.write(folder.resolve("upload"), file);
        return PROCESSOR.process(source, ImageHeaders.read(source, ImageLimits.DEFAULT), folder);
    }
}

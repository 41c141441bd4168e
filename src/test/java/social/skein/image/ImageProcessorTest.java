package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that pictures are encoded anew: upright, in sRGB, scaled, in the right format, and without anything else. */
class ImageProcessorTest {
    private static final ImageLimits SMALL = new ImageLimits(1_000_000, 100, 100_000, 2_400, 600);

    @TempDir
    Path folder;

    @Test
    void each_format_is_written_in_the_right_format_and_size() throws IOException {
        assertFull(ImageFiles.jpeg(90, 60), ImageFormat.JPEG, 90, 60);
        assertFull(ImageFiles.progressiveJpeg(90, 60), ImageFormat.JPEG, 90, 60);
        assertFull(ImageFiles.png(90, 60), ImageFormat.PNG, 90, 60);
        assertFull(ImageFiles.gif(90, 60), ImageFormat.PNG, 90, 60);
        assertFull(ImageFiles.animatedGif(3), ImageFormat.GIF, 20, 10);
        assertFull(ImageFiles.WEBP_LOSSY, ImageFormat.JPEG, 24, 16);
        assertFull(ImageFiles.WEBP_LOSSLESS, ImageFormat.PNG, 24, 16);
        assertFull(ImageFiles.WEBP_ALPHA, ImageFormat.PNG, 24, 16);
        assertFull(ImageFiles.WEBP_ANIMATED, ImageFormat.JPEG, 16, 16);
    }

    @Test
    void the_pixels_stay_the_same() throws IOException {
        BufferedImage source = ImageFiles.picture(90, 60, BufferedImage.TYPE_4BYTE_ABGR);
        source.setRGB(80, 50, 0x80123456);
        BufferedImage written = full(ImageFiles.png(source));
        for (int x = 0; x < 90; x++) {
            for (int y = 0; y < 60; y++) {
                assertThat(written.getRGB(x, y)).isEqualTo(source.getRGB(x, y));
            }
        }
        assertColor(full(ImageFiles.jpeg(90, 60)), 20, 10, 0xff0000);
        assertColor(full(ImageFiles.gif(90, 60)), 20, 10, 0xff0000);
        assertColor(full(ImageFiles.WEBP_LOSSY), 12, 0, 0xf80007);
        assertColor(full(ImageFiles.WEBP_LOSSY), 12, 15, 0x0700f8);
    }

    @Test
    void transparency_remains() throws IOException {
        for (byte[] webp : new byte[][] {ImageFiles.WEBP_LOSSLESS, ImageFiles.WEBP_ALPHA}) {
            BufferedImage written = full(webp);
            assertThat(written.getRGB(0, 0) >>> 24).isZero();
            assertThat(written.getRGB(12, 8) >>> 24).isBetween(0x7e, 0x82);
            assertColor(written, 12, 8, 0x00c800);
        }
        BufferedImage source = ImageFiles.picture(90, 60, BufferedImage.TYPE_4BYTE_ABGR);
        source.setRGB(89, 59, 0);
        ProcessedImage processed = process(ImageFiles.png(source), ImageLimits.DEFAULT);
        assertThat(processed.thumbnail().format()).isEqualTo(ImageFormat.PNG);
        assertThat(process(ImageFiles.png(90, 60), ImageLimits.DEFAULT)
                        .thumbnail()
                        .format())
                .isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void larger_pictures_are_scaled_down_with_their_aspect() throws IOException {
        ProcessedImage processed = process(ImageFiles.jpeg(900, 600), SMALL);
        assertThat(processed.full()).returns(60, Rendition::width).returns(40, Rendition::height);
        assertThat(processed.thumbnail()).returns(30, Rendition::width).returns(20, Rendition::height);
        assertThat(processed.full().bytes())
                .isEqualTo(Files.size(processed.full().file()));
        assertColor(ImageFiles.read(processed.full().file()), 10, 10, 0xff0000);
        ProcessedImage line = process(ImageFiles.png(20_000, 1), SMALL);
        assertThat(line.full()).returns(2_400, Rendition::width).returns(1, Rendition::height);
        assertThat(line.thumbnail()).returns(600, Rendition::width).returns(1, Rendition::height);
    }

    @Test
    void scaling_averages_the_area_and_ignores_the_colour_of_transparent_pixels() throws IOException {
        BufferedImage stripes = new BufferedImage(120, 80, BufferedImage.TYPE_4BYTE_ABGR);
        for (int x = 0; x < 120; x++) {
            for (int y = 0; y < 80; y++) {
                stripes.setRGB(
                        x, y, y < 40 ? (x % 2 == 0 ? 0xff000000 : 0xffffffff) : x % 2 == 0 ? 0xff00ff00 : 0xff0000);
            }
        }
        BufferedImage written =
                ImageFiles.read(process(ImageFiles.png(stripes), SMALL).full().file());
        assertThat(written.getWidth()).isEqualTo(60);
        assertColor(written, 30, 10, 0x808080);
        assertColor(written, 30, 30, 0x00ff00);
        assertThat(written.getRGB(30, 30) >>> 24).isEqualTo(0x80);
    }

    /** The red quarter is stored at the top left; the corners are numbered clockwise from there. */
    @ParameterizedTest
    @CsvSource({"1,0", "2,1", "3,2", "4,3", "5,0", "6,1", "7,2", "8,3"})
    void the_orientation_is_applied(int orientation, int redCorner) throws IOException {
        BufferedImage written = full(ImageFiles.withExif(ImageFiles.jpeg(64, 48), orientation));
        int width = orientation < 5 ? 64 : 48;
        int height = orientation < 5 ? 48 : 64;
        assertThat(written.getWidth()).isEqualTo(width);
        assertThat(written.getHeight()).isEqualTo(height);
        int[][] corners = {
            {width / 4, height / 4},
            {width * 3 / 4, height / 4},
            {width * 3 / 4, height * 3 / 4},
            {width / 4, height * 3 / 4}
        };
        for (int corner = 0; corner < 4; corner++) {
            boolean isRed = (written.getRGB(corners[corner][0], corners[corner][1]) & 0xffff) < 0x2020;
            assertThat(isRed).as("corner " + corner).isEqualTo(corner == redCorner);
        }
    }

    /** With 5 and 7, and 6 and 8, red is in the same corner as with another one: columns and rows must be told apart. */
    @Test
    void mirrored_orientations_differ_from_turned_ones() throws IOException {
        BufferedImage source = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < 64; x++) {
            source.setRGB(x, 0, 0xffffff);
        }
        byte[] png = ImageFiles.png(source);
        int[] whiteSide = {3, 0, 0, 2, 2, 3, 1, 1, 3};
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] chunk = ImageFiles.chunk("eXIf", ImageFiles.exif(orientation));
            BufferedImage written = full(ImageFiles.withChunk(png, chunk));
            int right = written.getWidth() - 1;
            int bottom = written.getHeight() - 1;
            int[] middles = {
                written.getRGB(right / 2, 0),
                written.getRGB(right, bottom / 2),
                written.getRGB(right / 2, bottom),
                written.getRGB(0, bottom / 2)
            };
            for (int side = 0; side < 4; side++) {
                assertThat(middles[side])
                        .as("side " + side + " of " + orientation)
                        .isEqualTo(side == whiteSide[orientation] ? 0xffffffff : 0xff000000);
            }
        }
    }

    @Test
    void nothing_but_pixels_remains() throws IOException {
        byte[] jpeg = ImageFiles.concat(
                ImageFiles.withExif(ImageFiles.jpeg(64, 48), 1), ImageFiles.ascii("PK\3\4secret.zip"));
        byte[] text = ImageFiles.chunk("tEXt", ImageFiles.ascii("Comment\0secret"));
        byte[] png = ImageFiles.concat(
                ImageFiles.withChunk(
                        ImageFiles.withChunk(ImageFiles.png(64, 48), text),
                        ImageFiles.chunk("eXIf", ImageFiles.exif(1))),
                ImageFiles.ascii("secret"));
        byte[] gif = ImageFiles.concat(ImageFiles.animatedGif(3), ImageFiles.ascii("/**/=1;alert('secret');"));
        byte[] still = ImageFiles.concat(ImageFiles.gif(64, 48), ImageFiles.ascii("=1;alert('secret');"));
        for (byte[] file : new byte[][] {jpeg, png, gif, still}) {
            ProcessedImage processed = process(file, ImageLimits.DEFAULT);
            for (Path written :
                    new Path[] {processed.full().file(), processed.thumbnail().file()}) {
                assertThat(Files.readString(written, StandardCharsets.ISO_8859_1))
                        .doesNotContain("Exif", "eXIf", "GPS", "52.52", "secret", "PK\3\4", "alert");
            }
        }
    }

    @Test
    void unusual_pixels_are_read() throws IOException {
        assertColor(full(ImageFiles.JPEG_CMYK), 8, 8, 0xfe0000);
        BufferedImage deep = new BufferedImage(30, 20, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(5, 5, 0, 0x8000);
        assertColor(full(ImageFiles.png(deep)), 5, 5, 0x808080);
        BufferedImage gray = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = gray.getRaster();
        raster.setSample(5, 5, 0, 0x80);
        Path source = ImageFiles.write(folder, ImageFiles.png(gray));
        ImageHeader header = ImageHeaders.read(source, SMALL);
        BufferedImage scaled = ImageFiles.read(new ImageProcessor(SMALL)
                .processAvatar(source, header, folder, 30, 20)
                .file());
        assertThat(scaled.getRaster().getSample(5, 5, 0)).isEqualTo(0x80);
        BufferedImage bits = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(5, 5, 0xffffff);
        assertColor(full(ImageFiles.png(bits)), 5, 5, 0xffffff);
    }

    /** Full green of Display P3 is outside of sRGB; its gray is the same; its half green is between. */
    @Test
    void colour_profiles_are_converted_to_srgb() throws IOException {
        BufferedImage source = new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR);
        source.setRGB(5, 5, 0x808080);
        source.setRGB(6, 5, 0x00ff00);
        source.setRGB(7, 5, 0xc86432);
        byte[] compressed = ImageFiles.concat(ImageFiles.ascii("P3\0\0"), deflated(displayP3()));
        BufferedImage written =
                full(ImageFiles.withChunk(ImageFiles.png(source), ImageFiles.chunk("iCCP", compressed)));
        assertColor(written, 5, 5, 0x808080);
        assertColor(written, 6, 5, 0x00ff00);
        assertColor(written, 7, 5, 0xd9601f);
        byte[] broken = ImageFiles.concat(ImageFiles.ascii("P3\0\0"), deflated(new byte[200]));
        assertColor(
                full(ImageFiles.withChunk(ImageFiles.png(source), ImageFiles.chunk("iCCP", broken))), 7, 5, 0xc86432);
    }

    @Test
    void an_avatar_is_the_middle_of_the_picture() throws IOException {
        BufferedImage source = new BufferedImage(900, 300, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 300; x < 600; x++) {
            for (int y = 0; y < 300; y++) {
                source.setRGB(x, y, 0x00ff00);
            }
        }
        assertThat(avatar(ImageFiles.png(source), 100, 100))
                .satisfies(square -> assertThat(square.getWidth()).isEqualTo(100))
                .satisfies(square -> assertThat(square.getHeight()).isEqualTo(100))
                .satisfies(square -> assertColor(square, 0, 0, 0x00ff00))
                .satisfies(square -> assertColor(square, 99, 99, 0x00ff00));
        assertThat(avatar(ImageFiles.png(source), 400, 400))
                .as("not enlarged")
                .returns(300, BufferedImage::getWidth)
                .returns(300, BufferedImage::getHeight);
        assertThat(avatar(ImageFiles.withExif(ImageFiles.jpeg(900, 300), 6), 100, 200))
                .as("after it is turned")
                .returns(100, BufferedImage::getWidth)
                .returns(200, BufferedImage::getHeight);
        assertThat(avatar(ImageFiles.animatedGif(3), 10, 10)).returns(10, BufferedImage::getWidth);
    }

    @Test
    void the_cost_falls_if_pixels_can_be_left_out() throws IOException {
        ImageProcessor processor = new ImageProcessor(ImageLimits.DEFAULT);
        ImageHeader photo = new ImageHeader(ImageFormat.JPEG, 4_000, 3_000, 1, 1, 3);
        assertThat(processor.costBytes(photo))
                .isBetween(12_000_000 * 3L + 8_000_000 * 4, 12_000_000 * 3L + 8_294_400 * 4);
        assertThat(processor.avatarCostBytes(photo, 400, 400)).isEqualTo(4_000L * 3_000 * 3 / 4 + 400 * 400 * 4);
        ImageHeader progressive = new ImageHeader(ImageFormat.JPEG, 4_000, 3_000, 1, 1, 9);
        assertThat(processor.avatarCostBytes(progressive, 400, 400)).isEqualTo(4_000L * 3_000 * 9 + 400 * 400 * 4);
    }

    @Test
    void no_file_remains_after_a_failure() throws IOException {
        byte[] gif = ImageFiles.animatedGif(3);
        gif[gif.length - 20] ^= 0x7f;
        gif[gif.length - 30] ^= 0x7f;
        Path source = ImageFiles.write(folder, gif);
        Path output = Files.createDirectory(folder.resolve("output"));
        ImageHeader header = ImageHeaders.read(source, ImageLimits.DEFAULT);
        assertThatThrownBy(() -> new ImageProcessor(ImageLimits.DEFAULT).process(source, header, output))
                .isInstanceOf(InvalidImageException.class);
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files).isEmpty();
        }
        assertThatThrownBy(() -> new ImageProcessor(ImageLimits.DEFAULT)
                        .process(ImageFiles.write(folder, ImageFiles.png(5, 5)), header, output))
                .hasMessage("the picture changed while it was read");
    }

    private void assertFull(byte[] file, ImageFormat format, int width, int height) throws IOException {
        ProcessedImage processed = process(file, ImageLimits.DEFAULT);
        Rendition full = processed.full();
        assertThat(full).isEqualTo(new Rendition(full.file(), format, width, height, Files.size(full.file())));
        assertThat(full.file()).hasFileName("full." + format.extension());
        assertThat(ImageHeaders.read(full.file(), ImageLimits.DEFAULT))
                .returns(format, ImageHeader::format)
                .returns(width, ImageHeader::width)
                .returns(height, ImageHeader::height);
        assertThat(processed.blurhash()).hasSizeGreaterThan(20);
    }

    private ProcessedImage process(byte[] file, ImageLimits limits) throws IOException {
        Path source = ImageFiles.write(folder, file);
        return new ImageProcessor(limits).process(source, ImageHeaders.read(source, limits), folder);
    }

    private BufferedImage full(byte[] file) throws IOException {
        return ImageFiles.read(process(file, ImageLimits.DEFAULT).full().file());
    }

    private BufferedImage avatar(byte[] file, int width, int height) throws IOException {
        Path source = ImageFiles.write(folder, file);
        ImageHeader header = ImageHeaders.read(source, ImageLimits.DEFAULT);
        return ImageFiles.read(new ImageProcessor(ImageLimits.DEFAULT)
                .processAvatar(source, header, folder, width, height)
                .file());
    }

    /** Compares samples, since Java2D takes gray for linear light. */
    private static void assertColor(BufferedImage picture, int x, int y, int expected) {
        int[] samples = new int[4 * picture.getWidth()];
        PixelRow.of(picture).read(0, y, picture.getWidth(), samples);
        Color color = new Color(expected);
        assertThat(samples[4 * x]).as("red").isBetween(color.getRed() - 6, color.getRed() + 6);
        assertThat(samples[4 * x + 1]).as("green").isBetween(color.getGreen() - 6, color.getGreen() + 6);
        assertThat(samples[4 * x + 2]).as("blue").isBetween(color.getBlue() - 6, color.getBlue() + 6);
    }

    private static byte[] deflated(byte[] data) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.util.zip.DeflaterOutputStream(bytes)) {
            out.write(data);
        }
        return bytes.toByteArray();
    }

    /** The primaries of Display P3 with the curve of sRGB as a parametric one. */
    private static byte[] displayP3() {
        double[][] primaries = {{0.51512, 0.2412, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.1571, 0.06657, 0.78407}};
        ByteBuffer profile = ByteBuffer.allocate(128 + 4 + 6 * 12 + 3 * 20 + 32);
        profile.put(16, ImageFiles.ascii("RGB ")).put(36, ImageFiles.ascii("acsp"));
        int data = 128 + 4 + 6 * 12;
        int curve = data + 3 * 20;
        profile.position(128).putInt(6);
        for (int i = 0; i < 3; i++) {
            char color = "rgb".charAt(i);
            profile.put(ImageFiles.ascii(color + "XYZ")).putInt(data + 20 * i).putInt(20);
            profile.put(ImageFiles.ascii(color + "TRC")).putInt(curve).putInt(32);
        }
        for (double[] primary : primaries) {
            profile.put(ImageFiles.ascii("XYZ \0\0\0\0"));
            for (double value : primary) {
                profile.putInt((int) Math.round(value * 65_536));
            }
        }
        profile.put(ImageFiles.ascii("para\0\0\0\0\0\3\0\0"));
        for (double value : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
            profile.putInt((int) Math.round(value * 65_536));
        }
        return profile.array();
    }
}

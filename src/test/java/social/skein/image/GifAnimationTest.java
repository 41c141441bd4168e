package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Tests that an animation that is written again shows the same. */
class GifAnimationTest {
    @TempDir
    Path folder;

    @Test
    void frames_palettes_delays_and_places_remain() throws IOException {
        Path source = ImageFiles.write(folder, ImageFiles.animatedGif(12));
        Path target = folder.resolve("target.gif");
        GifAnimation.rewrite(source, target);
        ImageReader before = reader(source.toFile());
        ImageReader after = reader(target.toFile());
        assertThat(after.getNumImages(true)).isEqualTo(12);
        for (int i = 0; i < 12; i++) {
            assertThat(metadata(after, i, "ImageDescriptor")).isEqualTo(metadata(before, i, "ImageDescriptor"));
            assertThat(metadata(after, i, "GraphicControlExtension"))
                    .isEqualTo(metadata(before, i, "GraphicControlExtension"));
            assertThat(pixels(after.read(i))).isEqualTo(pixels(before.read(i)));
        }
        assertThat(metadata(after, 0, "ApplicationExtensions")).contains("NETSCAPE");
        assertThat(metadata(after, 0, "CommentExtensions")).isEmpty();
    }

    @Test
    void an_interlaced_picture_is_put_in_order() throws IOException {
        BufferedImage picture = ImageFiles.picture(40, 33, BufferedImage.TYPE_BYTE_INDEXED);
        for (int y = 0; y < 33; y++) {
            picture.setRGB(y, y, 0xffffffff);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // The writer of the JDK interlaces by default.
        ImageIO.write(picture, "gif", bytes);
        assertThat(bytes.toByteArray()[13 + 3 * 256 + 9 + (bytes.toByteArray()[13 + 768] == 0x21 ? 8 : 0)] & 0x40)
                .as("interlaced")
                .isNotZero();
        Path source = ImageFiles.write(folder, bytes.toByteArray());
        ImageHeader header = ImageHeaders.read(source, ImageLimits.DEFAULT);
        ProcessedImage processed = new ImageProcessor(ImageLimits.DEFAULT).process(source, header, folder);
        assertThat(pixels(ImageFiles.read(processed.full().file()))).isEqualTo(pixels(picture));
    }

    @Test
    void any_pixels_survive_compression() throws IOException {
        Random random = new Random(7);
        for (int bits = 2; bits <= 8; bits++) {
            for (int length : new int[] {1, 2, 3, 250, 5_000, 100_000}) {
                byte[] noise = new byte[length];
                byte[] even = new byte[length];
                for (int i = 0; i < length; i++) {
                    noise[i] = (byte) random.nextInt(1 << bits);
                    even[i] = (byte) (i / 1_000 % 4);
                }
                assertThat(decompressed(noise, bits)).isEqualTo(noise);
                assertThat(decompressed(even, bits)).isEqualTo(even);
            }
        }
    }

    private byte[] decompressed(byte[] pixels, int bits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LzwEncoder(out).encode(pixels, bits);
        byte[] decompressed = new byte[pixels.length];
        try (PieceInputStream in = PieceInputStream.open(ImageFiles.write(folder, out.toByteArray()))) {
            assertThat(in.read()).isEqualTo(bits);
            new LzwDecoder(in, bits).decode(decompressed);
        }
        return decompressed;
    }

    private static ImageReader reader(File file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(new FileImageInputStream(file));
        return reader;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static String metadata(ImageReader reader, int frame, String name) throws IOException {
        IIOMetadata metadata = reader.getImageMetadata(frame);
        Element root = (Element) metadata.getAsTree(metadata.getNativeMetadataFormatName());
        StringBuilder text = new StringBuilder();
        append(text, root.getElementsByTagName(name).item(0));
        return text.toString();
    }

    private static void append(StringBuilder text, Node node) {
        if (node == null) {
            return;
        }
        for (int i = 0; i < node.getAttributes().getLength(); i++) {
            Node attribute = node.getAttributes().item(i);
            text.append(attribute.getNodeName())
                    .append('=')
                    .append(attribute.getNodeValue())
                    .append(' ');
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            append(text, child);
        }
    }
}

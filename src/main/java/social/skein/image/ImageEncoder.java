package social.skein.image;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures with the encoders of the JDK: pixels, and no metadata. */
final class ImageEncoder {
    /** Artefacts are not visible, while the file has half the bytes of 0.95. */
    private static final float JPEG_QUALITY = 0.9f;

    private final ImageWriterSpi jpeg = JdkProviders.find(ImageWriterSpi.class, "jpeg.JPEGImageWriterSpi");
    private final ImageWriterSpi png = JdkProviders.find(ImageWriterSpi.class, "png.PNGImageWriterSpi");

    /**
     * Writes the picture to a new file.
     *
     * @param format JPEG, which has no transparency, or PNG
     */
    Rendition write(BufferedImage picture, ImageFormat format, Path file) throws IOException {
        ImageWriter writer = (format == ImageFormat.JPEG ? jpeg : png).createWriterInstance();
        try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (format == ImageFormat.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return new Rendition(file, format, picture.getWidth(), picture.getHeight(), Files.size(file));
    }
}

package social.skein.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * Decodes the picture of a file, the first frame of an animation; as stored, in its own colours. Names the decoder of each
 * format and never asks which one recognizes a file, so no other decoder on the class path reads it.
 */
final class ImageDecoder {
    private final ImageReaderSpi jpeg = jpeg(JdkProviders.find(ImageReaderSpi.class, "jpeg.JPEGImageReaderSpi"));
    private final ImageReaderSpi png = JdkProviders.find(ImageReaderSpi.class, "png.PNGImageReaderSpi");
    private final ImageReaderSpi webp = new WebPImageReaderSpi();

    /** Wraps the decoder of the JDK, which lacks four-colour pictures. Finds it in a registry, so it gets one of its own. */
    private static ImageReaderSpi jpeg(ImageReaderSpi ofJdk) {
        ServiceRegistry registry =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        ImageReaderSpi jpeg = new JPEGImageReaderSpi();
        registry.registerServiceProvider(ofJdk, ImageReaderSpi.class);
        registry.registerServiceProvider(jpeg, ImageReaderSpi.class);
        return jpeg;
    }

    /**
     * Decodes the picture.
     *
     * @param subsampling reads every so many pixels of every so many rows
     */
    BufferedImage decode(Path source, ImageLayout layout, int subsampling) throws IOException {
        try (PieceInputStream in = PieceInputStream.open(source, layout.pieces())) {
            ImageFormat format = layout.header().format();
            return Decoding.guarded(format, () -> switch (format) {
                case JPEG, PNG -> read(in, layout, subsampling);
                case GIF -> firstFrame(in);
                case WEBP -> webp(source, in, layout);
            });
        }
    }

    private BufferedImage read(PieceInputStream in, ImageLayout layout, int subsampling) throws IOException {
        ImageReaderSpi provider = switch (layout.header().format()) {
            case JPEG -> jpeg;
            case PNG -> png;
            case WEBP -> webp;
            case GIF -> throw new IllegalArgumentException("GIF has its own decoder");
        };
        ImageReader reader = provider.createReaderInstance();
        try {
            reader.setInput(in, true, true);
            PixelSize found = new PixelSize(reader.getWidth(0), reader.getHeight(0));
            if (!found.equals(layout.picture())) {
                throw InvalidImageException.corrupt("the picture is damaged: its sizes contradict each other");
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(subsampling, subsampling, 0, 0);
            return reader.read(0, parameters);
        } finally {
            reader.dispose();
        }
    }

    private BufferedImage webp(Path source, PieceInputStream in, ImageLayout layout) throws IOException {
        boolean isLossless = in.read() == WebpParser.LOSSLESS_SIGNATURE;
        in.seek(0);
        BufferedImage picture = isLossless ? WebpPixels.lossless(in, layout.picture()) : read(in, layout, 1);
        if (!layout.alpha().isEmpty()) {
            try (PieceInputStream alpha = PieceInputStream.open(source, layout.alpha())) {
                picture = WebpPixels.withAlpha(picture, alpha);
            }
        }
        return layout.picture().equals(PixelSize.stored(layout.header()))
                ? picture
                : WebpPixels.onCanvas(picture, layout);
    }

    private static BufferedImage firstFrame(PieceInputStream in) throws IOException {
        GifReader reader = new GifReader(in);
        GifReader.Frame frame = reader.next().orElseThrow();
        byte[] pixels = reader.pixels(frame);
        int[] colors = new int[1 << Math.max(2, frame.codeBits())];
        byte[] palette = frame.palette();
        for (int i = 0; i < colors.length; i++) {
            int rgb = (palette[3 * i] & 0xff) << 16 | (palette[3 * i + 1] & 0xff) << 8 | (palette[3 * i + 2] & 0xff);
            colors[i] = i == frame.transparentColor() ? 0 : 0xff000000 | rgb;
        }
        PixelSize canvas = reader.canvas();
        BufferedImage picture = new BufferedImage(canvas.width(), canvas.height(), BufferedImage.TYPE_4BYTE_ABGR);
        int width = frame.size().width();
        int[] row = new int[width];
        for (int y = 0; y < frame.size().height(); y++) {
            for (int x = 0; x < width; x++) {
                row[x] = colors[pixels[y * width + x] & 0xff];
            }
            picture.setRGB(frame.left(), frame.top() + y, width, 1, row, 0, width);
        }
        return picture;
    }
}

package social.skein.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads what a file says about its picture, from its content alone: names and declared media types play no role. Walks the
 * structure of the file and decodes no pixel, in time proportional to the file and in constant memory.
 */
public final class ImageHeaders {
    private static final int SIGNATURE_BYTES = 12;

    /** What a JPEG can have, in which a picture of another format may be written. */
    private static final int MAX_SIDE = 65_500;

    private ImageHeaders() {}

    /**
     * Reads the header of a file. Blocks while it reads.
     *
     * @throws InvalidImageException if the file is no JPEG, PNG, GIF or WebP, is damaged, or exceeds the limits
     * @throws IOException if the file cannot be read
     */
    public static ImageHeader read(Path file, ImageLimits limits) throws IOException {
        return layout(file, limits).header();
    }

    static ImageLayout layout(Path file, ImageLimits limits) throws IOException {
        try (PieceInputStream in = PieceInputStream.open(file)) {
            ImageFormat format = format(in);
            in.seek(0);
            ImageLayout layout = Decoding.guarded(format, () -> parse(in, format, limits));
            requireWithin(layout.header(), limits);
            return layout;
        }
    }

    private static ImageLayout parse(PieceInputStream in, ImageFormat format, ImageLimits limits) throws IOException {
        try {
            return switch (format) {
                case JPEG -> new JpegParser(in).parse();
                case PNG -> new PngParser(in, limits).parse();
                case GIF -> GifReader.layout(in, limits);
                case WEBP -> new WebpParser(in, limits).parse();
            };
        } catch (EOFException tooShort) {
            throw InvalidImageException.cutOff();
        }
    }

    private static ImageFormat format(PieceInputStream in) throws IOException {
        String start = in.characters((int) Math.min(SIGNATURE_BYTES, in.length()));
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return ImageFormat.JPEG;
        } else if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return ImageFormat.PNG;
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return ImageFormat.GIF;
        } else if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return ImageFormat.WEBP;
        }
        throw InvalidImageException.unsupported("the file is not a JPEG, PNG, GIF or WebP picture");
    }

    private static void requireWithin(ImageHeader header, ImageLimits limits) {
        int width = header.width();
        int height = header.height();
        if (width < 1 || height < 1) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no pixels");
        }
        int maxPixels =
                header.isAnimatedGif() ? Math.min(limits.maxPixels(), limits.maxStoredPixels()) : limits.maxPixels();
        if (header.pixels() > maxPixels) {
            throw InvalidImageException.tooLarge(width, height, maxPixels);
        }
        if (Math.max(width, height) > MAX_SIDE) {
            throw InvalidImageException.tooLong(width, height, MAX_SIDE);
        }
        if (header.frames() > 1 && header.frames() * header.pixels() > limits.maxAnimationPixels()) {
            throw InvalidImageException.animationTooLarge(
                    header.frames() * header.pixels(), limits.maxAnimationPixels());
        }
    }
}

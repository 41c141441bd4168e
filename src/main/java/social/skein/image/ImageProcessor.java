package social.skein.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files that are served from an uploaded picture. All are encoded anew from the decoded pixels, so nothing else
 * of the source remains: no metadata, no thumbnails, no bytes behind the picture. The pictures are upright and in sRGB;
 * pictures of four colours (CMYK) are converted by formula.
 *
 * <p>A JPEG becomes a JPEG, a PNG and a still GIF become a PNG, a WebP becomes a JPEG or, if it has transparent pixels, a
 * PNG. An animated GIF remains animated in its size; of an animated WebP or PNG only the first picture remains.
 *
 * <p>Safe for use by several threads. All methods block and belong on a worker; a {@link DecodeBudget} with the number of
 * {@link #costBytes} bounds the memory of all of them.
 */
public final class ImageProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(ImageProcessor.class);

    private final ImageLimits limits;
    private final ImageDecoder decoder = new ImageDecoder();
    private final ImageEncoder encoder = new ImageEncoder();

    /** Pictures beyond the limits are refused. */
    public ImageProcessor(ImageLimits limits) {
        this.limits = limits;
    }

    /** The bytes that {@link #process} holds at its peak for such a picture. */
    public long costBytes(ImageHeader header) {
        return costBytes(header, PixelSize.stored(header), stored(header));
    }

    /** The bytes that {@link #processAvatar} holds at its peak for such a picture. */
    public long avatarCostBytes(ImageHeader header, int width, int height) {
        AvatarCrop crop = AvatarCrop.of(header, new PixelSize(width, height));
        return costBytes(header, crop.part(), crop.target());
    }

    /** The bytes that {@link #processIcon} holds at its peak for such a picture. */
    public long iconCostBytes(ImageHeader header, int edge) {
        PixelSize stored = PixelSize.stored(header);
        return costBytes(header, stored, stored.withinSquare(edge));
    }

    private static long costBytes(ImageHeader header, PixelSize part, PixelSize target) {
        int step = step(header, part, target);
        return header.pixels() * header.bytesPerPixel() / ((long) step * step) + target.pixels() * 4;
    }

    /**
     * Writes the picture and its thumbnail into the folder as {@code full} and {@code thumbnail} with the extension of
     * their format. Leaves no file there if it fails.
     *
     * @param header of the source, from {@link ImageHeaders#read}
     * @throws InvalidImageException if the source is damaged, or does not match the header
     * @throws IOException if a file cannot be read or written
     */
    public ProcessedImage process(Path source, ImageHeader header, Path folder) throws IOException {
        OutputFiles files = new OutputFiles(folder);
        try {
            ImageLayout layout = layout(source, header);
            BufferedImage picture = picture(source, layout, PixelSize.stored(header), stored(header));
            Rendition full = header.isAnimatedGif()
                    ? animation(source, header, files.create("full", ImageFormat.GIF))
                    : write(picture, header.format(), "full", files);
            return withThumbnail(full, picture, files);
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            files.delete();
            throw failure;
        }
    }

    private ProcessedImage withThumbnail(Rendition full, BufferedImage picture, OutputFiles files) throws IOException {
        PixelSize size = new PixelSize(picture.getWidth(), picture.getHeight());
        BufferedImage small = AreaScaler.scale(picture, size.within(limits.thumbnailPixels()));
        // Like a WebP, the thumbnail is a PNG only if it must.
        Rendition thumbnail = write(small, ImageFormat.WEBP, "thumbnail", files);
        return new ProcessedImage(full, thumbnail, Blurhash.encode(small));
    }

    /**
     * Writes an opaque picture of this program and its thumbnail as JPEG into the folder, as {@link #process} does with
     * an uploaded one.
     */
    public ProcessedImage write(BufferedImage picture, Path folder) throws IOException {
        OutputFiles files = new OutputFiles(folder);
        return withThumbnail(write(picture, ImageFormat.JPEG, "full", files), picture, files);
    }

    /** Writes an opaque picture of this program as JPEG into the folder, as {@link #processAvatar} does. */
    public Rendition writeAvatar(BufferedImage picture, Path folder) throws IOException {
        return write(picture, ImageFormat.JPEG, "avatar", new OutputFiles(folder));
    }

    /**
     * Writes the middle of the picture with the aspect of width and height, scaled down to them if it is larger, as {@code
     * avatar} with the extension of its format. Of an animation the first picture remains.
     *
     * @throws InvalidImageException if the source is damaged, or does not match the header
     * @throws IOException if a file cannot be read or written
     */
    public Rendition processAvatar(Path source, ImageHeader header, Path folder, int width, int height)
            throws IOException {
        OutputFiles files = new OutputFiles(folder);
        try {
            AvatarCrop crop = AvatarCrop.of(header, new PixelSize(width, height));
            BufferedImage picture = picture(source, layout(source, header), crop.part(), crop.target());
            return write(picture, header.format(), "avatar", files);
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            files.delete();
            throw failure;
        }
    }

    /**
     * Writes the picture, scaled down into a square if it is larger, as {@code icon.png}. Of an animation the first picture
     * remains.
     *
     * @param edge of the square, in pixels
     * @throws InvalidImageException if the source is damaged, or does not match the header
     * @throws IOException if a file cannot be read or written
     */
    public Rendition processIcon(Path source, ImageHeader header, Path folder, int edge) throws IOException {
        OutputFiles files = new OutputFiles(folder);
        try {
            PixelSize stored = PixelSize.stored(header);
            BufferedImage picture = picture(source, layout(source, header), stored, stored.withinSquare(edge));
            return write(picture, ImageFormat.PNG, "icon", files);
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            files.delete();
            throw failure;
        }
    }

    /**
     * Writes an animated GIF, in its size, as {@code animation.gif}.
     *
     * @throws InvalidImageException if the source is damaged
     * @throws IOException if a file cannot be read or written
     */
    public Rendition processAnimation(Path source, ImageHeader header, Path folder) throws IOException {
        OutputFiles files = new OutputFiles(folder);
        try {
            return animation(source, header, files.create("animation", ImageFormat.GIF));
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            files.delete();
            throw failure;
        }
    }

    private ImageLayout layout(Path source, ImageHeader header) throws IOException {
        ImageLayout layout = ImageHeaders.layout(source, limits);
        if (!layout.header().equals(header)) {
            throw InvalidImageException.corrupt("the picture changed while it was read");
        }
        return layout;
    }

    private PixelSize stored(ImageHeader header) {
        return PixelSize.stored(header).within(limits.maxStoredPixels());
    }

    /** The middle part of the picture, scaled, upright and in sRGB; both sizes are those of the picture as stored. */
    private BufferedImage picture(Path source, ImageLayout layout, PixelSize part, PixelSize target)
            throws IOException {
        ImageHeader header = layout.header();
        int step = step(header, part, target);
        BufferedImage decoded = decoder.decode(source, layout, step);
        return Decoding.guarded(header.format(), () -> {
            Orientation orientation = new Orientation(header.orientation());
            Optional<RgbProfile> profile = RgbProfile.parse(layout.iccProfile());
            PixelSize size = new PixelSize(decoded.getWidth(), decoded.getHeight());
            if (size.equals(target)
                    && orientation.isUpright()
                    && profile.isEmpty()
                    && Transparency.isWritable(decoded)) {
                return decoded;
            }
            Rectangle middle = new Rectangle(
                    (header.width() - part.width()) / 2 / step,
                    (header.height() - part.height()) / 2 / step,
                    part.width() / step,
                    part.height() / step);
            BufferedImage scaled = AreaScaler.scale(decoded, middle, target, orientation);
            profile.ifPresent(colors -> colors.convertToSrgb(scaled));
            return scaled;
        });
    }

    /**
     * Every so many pixels of every so many rows are enough to decode. At least four pixels are averaged to one of the
     * target: with fewer, fine patterns and text would break up.
     */
    private static int step(ImageHeader header, PixelSize part, PixelSize target) {
        int step = 1;
        if (header.canSkipPixels()) {
            while (part.width() / (2 * step) >= 2 * target.width()
                    && part.height() / (2 * step) >= 2 * target.height()) {
                step *= 2;
            }
        }
        return step;
    }

    private static Rendition animation(Path source, ImageHeader header, Path file) throws IOException {
        GifAnimation.rewrite(source, file);
        return new Rendition(file, ImageFormat.GIF, header.width(), header.height(), Files.size(file));
    }

    private Rendition write(BufferedImage picture, ImageFormat source, String name, OutputFiles files)
            throws IOException {
        boolean isOpaque = source == ImageFormat.JPEG || Transparency.isOpaque(picture);
        boolean asJpeg = source == ImageFormat.JPEG || (source == ImageFormat.WEBP && isOpaque);
        ImageFormat format = asJpeg ? ImageFormat.JPEG : ImageFormat.PNG;
        return encoder.write(isOpaque ? Transparency.removed(picture) : picture, format, files.create(name, format));
    }

    /** The files that one picture is turned into. */
    private static final class OutputFiles {
        private final Path folder;
        private final List<Path> created = new ArrayList<>();

        OutputFiles(Path folder) {
            this.folder = folder;
        }

        Path create(String name, ImageFormat format) {
            Path file = folder.resolve(name + "." + format.extension());
            created.add(file);
            return file;
        }

        /** After a failure, which is what matters: a file that cannot be deleted stays. */
        void delete() {
            for (Path file : created) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException undeletable) {
                    LOG.warn("{} cannot be deleted after a failure", file, undeletable);
                }
            }
        }
    }
}

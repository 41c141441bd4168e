package social.skein.image;

/**
 * What a file says about its picture before any pixel is decoded.
 *
 * @param width pixels per row as stored; a picture with an orientation of 5 to 8 is shown with both sides swapped
 * @param frames 1 unless the file is an animation
 * @param orientation how to turn the stored picture upright, from 1 to 8 as in EXIF; 1 is upright
 * @param bytesPerPixel what its decoder allocates for each pixel of the whole picture
 */
public record ImageHeader(ImageFormat format, int width, int height, int frames, int orientation, int bytesPerPixel) {

    /** Width × height of one frame. */
    public long pixels() {
        return (long) width * height;
    }

    /** Whether the picture remains an animation when it is stored. */
    public boolean isAnimatedGif() {
        return format == ImageFormat.GIF && frames > 1;
    }

    /**
     * Whether the decoder can leave pixels out to save memory. A progressive JPEG and a WebP exist as a whole before the
     * first pixel is known.
     */
    boolean canSkipPixels() {
        return format == ImageFormat.PNG || (format == ImageFormat.JPEG && bytesPerPixel == 3);
    }
}

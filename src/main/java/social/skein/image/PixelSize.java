package social.skein.image;

/** Width and height in pixels; neither is below 1. */
record PixelSize(int width, int height) {

    /** The size of a picture before it is turned. */
    static PixelSize stored(ImageHeader header) {
        return new PixelSize(header.width(), header.height());
    }

    long pixels() {
        return (long) width * height;
    }

    PixelSize swapped() {
        return new PixelSize(height, width);
    }

    /** The largest size of the same aspect with at most so many pixels; the same size if it has no more. */
    PixelSize within(int maxPixels) {
        if (pixels() <= maxPixels) {
            return this;
        }
        double scale = Math.sqrt((double) maxPixels / pixels());
        int scaledWidth = Math.max(1, (int) Math.floor(width * scale));
        int scaledHeight = Math.max(1, (int) Math.floor(height * scale));
        // A side that cannot become shorter than a pixel leaves less for the other one.
        return new PixelSize(Math.min(scaledWidth, maxPixels / scaledHeight), Math.min(scaledHeight, maxPixels));
    }

    /** The largest size of the same aspect with sides of at most so many pixels; the same size if it is within. */
    PixelSize withinSquare(int edge) {
        int longer = Math.max(width, height);
        return longer <= edge
                ? this
                : new PixelSize((int) Math.max(1, (long) width * edge / longer), (int)
                        Math.max(1, (long) height * edge / longer));
    }

    /** The largest part with the aspect of {@code other}. */
    PixelSize croppedTo(PixelSize other) {
        return (long) width * other.height > (long) height * other.width
                ? new PixelSize((int) Math.max(1, (long) height * other.width / other.height), height)
                : new PixelSize(width, (int) Math.max(1, (long) width * other.height / other.width));
    }

    /** The smaller of both in each direction. */
    PixelSize atMost(PixelSize other) {
        return new PixelSize(Math.min(width, other.width), Math.min(height, other.height));
    }
}

package social.skein.image;

import java.util.Locale;

/** A file that cannot be accepted as a picture. The message is a clause for the user who uploaded it. */
public final class InvalidImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a file is refused. */
    public enum Kind {
        /** Not a picture, or a picture in a format that is not read. */
        UNSUPPORTED,
        /** The file begins like a supported picture but contradicts its format or ends too early. */
        CORRUPT,
        /** The picture is valid but exceeds a limit. */
        TOO_LARGE
    }

    private final Kind kind;

    private InvalidImageException(Kind kind, String clause) {
        super(clause);
        this.kind = kind;
    }

    /** Why the file is refused. */
    public Kind kind() {
        return kind;
    }

    static InvalidImageException unsupported(String clause) {
        return new InvalidImageException(Kind.UNSUPPORTED, clause);
    }

    static InvalidImageException corrupt(String clause) {
        return new InvalidImageException(Kind.CORRUPT, clause);
    }

    static InvalidImageException corrupt(ImageFormat format, Throwable cause) {
        InvalidImageException corrupt = corrupt("the picture is damaged: it cannot be decoded as " + format);
        corrupt.initCause(cause);
        return corrupt;
    }

    static InvalidImageException cutOff() {
        return corrupt("the picture is damaged: the file ends too early");
    }

    static InvalidImageException tooLarge(long width, long height, int maxPixels) {
        return new InvalidImageException(
                Kind.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "the picture has %,d × %,d pixels, at most %,d are allowed",
                        width,
                        height,
                        maxPixels));
    }

    static InvalidImageException tooLong(int width, int height, int maxSide) {
        return new InvalidImageException(
                Kind.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "the picture has %,d × %,d pixels, at most %,d are allowed in each direction",
                        width,
                        height,
                        maxSide));
    }

    static InvalidImageException tooManyFrames(int maxFrames) {
        return new InvalidImageException(
                Kind.TOO_LARGE,
                String.format(Locale.ROOT, "the animation has more than the %,d frames that are allowed", maxFrames));
    }

    static InvalidImageException animationTooLarge(long pixels, long maxPixels) {
        return new InvalidImageException(
                Kind.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "all frames of the animation together have %,d pixels, at most %,d are allowed",
                        pixels,
                        maxPixels));
    }
}

package social.skein.image;

/** The formats that are read. A WebP file is never written. */
public enum ImageFormat {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp");

    private final String mimeType;
    private final String extension;

    ImageFormat(String mimeType, String extension) {
        this.mimeType = mimeType;
        this.extension = extension;
    }

    /** The media type of HTTP, such as {@code image/jpeg}. */
    public String mimeType() {
        return mimeType;
    }

    /** The usual ending of a file name, without the dot. */
    public String extension() {
        return extension;
    }
}

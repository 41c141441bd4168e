package social.skein.ffmpeg;

import java.util.List;

/** The format of a picture that is taken from a file. */
public enum PosterFormat {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png");

    private final String extension;
    private final String mimeType;

    PosterFormat(String extension, String mimeType) {
        this.extension = extension;
        this.mimeType = mimeType;
    }

    String extension() {
        return extension;
    }

    String mimeType() {
        return mimeType;
    }

    List<String> encoder() {
        return switch (this) {
            case JPEG -> List.of("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p");
            case PNG -> List.of("-c:v", "png");
        };
    }
}

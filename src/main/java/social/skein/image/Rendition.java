package social.skein.image;

import java.nio.file.Path;

/**
 * A picture as it was written.
 *
 * @param bytes length of the file
 */
public record Rendition(Path file, ImageFormat format, int width, int height, long bytes) {}

package social.skein.media;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that were made of an upload, in a temporary folder.
 *
 * @param preview the thumbnail; empty for a sound without a cover
 */
record RenderedMedia(MediaKind kind, RenderedFile main, Optional<RenderedFile> preview, Optional<String> blurhash) {

    /** One file. */
    record RenderedFile(Path file, String extension, String mimeType, MediaFiles.Size size) {}

    /** The same with another thumbnail. */
    RenderedMedia withPreview(RenderedMedia thumbnail) {
        return new RenderedMedia(kind, main, thumbnail.preview, thumbnail.blurhash);
    }
}

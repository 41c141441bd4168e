package social.skein.media;

import java.util.Optional;
import social.skein.image.Rendition;

/**
 * The files that were made of the picture of a custom emoji, in a temporary folder.
 *
 * @param animation empty unless the source is an animated GIF
 */
record RenderedIcon(Rendition still, Optional<Rendition> animation) {}

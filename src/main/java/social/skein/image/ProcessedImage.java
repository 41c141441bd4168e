package social.skein.image;

/**
 * What becomes of an uploaded picture.
 *
 * @param full the picture, upright and at most as large as it is stored
 * @param thumbnail a small still picture of the same aspect
 * @param blurhash a few characters from which clients paint a blurred preview
 */
public record ProcessedImage(Rendition full, Rendition thumbnail, String blurhash) {}

package social.skein.image;

/**
 * The middle of a picture that fills a box.
 *
 * @param part what is taken of the picture as stored
 * @param target its size afterwards, before it is turned; never larger than the part
 */
record AvatarCrop(PixelSize part, PixelSize target) {

    static AvatarCrop of(ImageHeader header, PixelSize box) {
        Orientation orientation = new Orientation(header.orientation());
        PixelSize part = orientation.applyTo(PixelSize.stored(header)).croppedTo(box);
        return new AvatarCrop(orientation.applyTo(part), orientation.applyTo(part.atMost(box)));
    }
}

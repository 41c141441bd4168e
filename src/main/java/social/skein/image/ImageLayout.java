package social.skein.image;

import java.awt.Point;
import java.util.List;
import social.skein.image.PieceInputStream.Piece;

/**
 * The parts of a file that are needed to decode its picture.
 *
 * @param pieces what the decoder is shown: no metadata, no thumbnails, nothing behind the picture
 * @param alpha the transparency of a lossy WebP, which is compressed separately; empty if there is none
 * @param picture width and height of what the pieces hold, which is a part of the canvas in an animation
 * @param offset where the picture lies on the canvas
 * @param iccProfile the colour profile; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ImageLayout(
        ImageHeader header, List<Piece> pieces, List<Piece> alpha, PixelSize picture, Point offset, byte[] iccProfile) {

    /** A colour profile of a camera or a display has a few kilobytes. */
    static final int MAX_PROFILE_BYTES = 1 << 20;

    static ImageLayout of(ImageHeader header, List<Piece> pieces, byte[] iccProfile) {
        return new ImageLayout(
                header, List.copyOf(pieces), List.of(), PixelSize.stored(header), new Point(), iccProfile);
    }
}

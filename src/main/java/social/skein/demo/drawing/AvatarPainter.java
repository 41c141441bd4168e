package social.skein.demo.drawing;

import java.awt.image.BufferedImage;

/** Draws avatars: birds, cats and bears, mosaics and flowers in the colours of each person. */
public final class AvatarPainter {
    private static final int KINDS = 5;

    private AvatarPainter() {}

    /** Draws a square picture; the seed decides what it shows. */
    public static BufferedImage draw(long seed, int size) {
        Dice dice = new Dice(seed);
        Canvas canvas = new Canvas(size, size);
        Palette palette = Palette.of(dice);
        switch (dice.below(KINDS)) {
            case 0, 1 -> BirdPainter.paint(canvas, palette, dice);
            case 2 -> AnimalPainter.paint(canvas, palette, dice);
            case 3 -> MosaicPainter.paint(canvas, palette, dice);
            default -> FlowerPainter.paint(canvas, palette, dice);
        }
        return canvas.image();
    }
}

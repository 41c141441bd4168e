package social.skein.demo.drawing;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A landscape: mountain ridges below a sky, with a lake, a forest or dunes in front. Immutable; each call of {@link #draw}
 * draws the same picture.
 */
public final class Landscape {
    private final long seed;
    private final Daytime daytime;
    private final Foreground foreground;
    private final int ridges;

    private Landscape(long seed, Daytime daytime, Foreground foreground, int ridges) {
        this.seed = seed;
        this.daytime = daytime;
        this.foreground = foreground;
        this.ridges = ridges;
    }

    /** What is in front of the mountains. */
    enum Foreground {
        HILLS,
        LAKE,
        FOREST,
        DUNES
    }

    /** A landscape that the seed chooses. */
    public static Landscape of(long seed) {
        Dice dice = new Dice(seed);
        return new Landscape(
                dice.seed(),
                dice.pick(List.of(Daytime.values())),
                dice.pick(List.of(Foreground.values())),
                3 + dice.below(3));
    }

    /** What the picture shows, in a sentence. */
    public String description() {
        String front = switch (foreground) {
            case HILLS -> "rolling hills in front of " + ridges + " mountain ridges";
            case LAKE -> "a calm lake below " + ridges + " mountain ridges";
            case FOREST -> "fir trees in front of " + ridges + " misty mountain ridges";
            case DUNES -> "sand dunes below a range of hills";
        };
        return "A drawn landscape: " + front + ", " + daytime.phrase() + ".";
    }

    /** Draws the landscape. */
    public BufferedImage draw(int width, int height) {
        Canvas canvas = new Canvas(width, height);
        Dice dice = new Dice(seed);
        new SkyPainter(canvas, daytime, dice).paint();
        GroundPainter ground = new GroundPainter(canvas, daytime, dice);
        ground.ridges(foreground == Foreground.DUNES ? 2 : ridges);
        switch (foreground) {
            case HILLS -> ground.hills();
            case LAKE -> ground.lake();
            case FOREST -> ground.forest();
            case DUNES -> ground.dunes();
        }
        return canvas.image();
    }
}

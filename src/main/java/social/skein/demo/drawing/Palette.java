package social.skein.demo.drawing;

import java.util.List;

/**
 * Colours that go together.
 *
 * @param light the background, at one corner
 * @param lightEnd the background at the opposite corner
 * @param main the colour of a figure, in contrast to the background
 * @param dark its shade
 * @param accent for small parts
 */
record Palette(Color light, Color lightEnd, Color main, Color dark, Color accent) {
    private static final List<Double> CONTRASTS = List.of(150.0, 180.0, 210.0, 45.0, -50.0);

    static Palette of(Dice dice) {
        // Only blue and purple are beautiful when they are dark.
        boolean deep = dice.chance(0.25);
        double hue = deep ? dice.between(190, 330) : dice.between(0, 360);
        double figure = hue + dice.pick(CONTRASTS);
        return new Palette(
                Color.of(deep ? 0.52 : 0.89, deep ? 0.11 : 0.07, hue),
                Color.of(deep ? 0.4 : 0.8, deep ? 0.13 : 0.1, hue + 35),
                clear(deep ? 0.8 : 0.65, 0.15, figure),
                clear(deep ? 0.62 : 0.48, 0.13, figure - 15),
                clear(0.82, 0.14, figure + 60));
    }

    /** Yellow and green that are dark look muddy. */
    private static Color clear(double lightness, double chroma, double hue) {
        double yellow = Math.max(0, Math.cos(Math.toRadians(hue - 100)));
        return Color.of(lightness + (0.86 - lightness) * 0.6 * yellow, chroma, hue);
    }
}

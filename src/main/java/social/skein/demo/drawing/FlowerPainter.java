package social.skein.demo.drawing;

/** Paints a flower of several rings of petals. */
final class FlowerPainter {
    private FlowerPainter() {}

    static void paint(Canvas canvas, Palette palette, Dice dice) {
        canvas.fillDiagonal(palette.light(), palette.lightEnd());
        double center = canvas.width() / 2.0;
        int petals = 5 + dice.below(6);
        double turn = dice.between(0, Math.PI);
        double width = dice.between(0.75, 1.15);
        Color[] rings = {palette.dark(), palette.main(), palette.accent()};
        for (int ring = 0; ring < rings.length; ring++) {
            double reach = center * (0.86 - 0.27 * ring);
            ring(canvas, petals, turn + ring * Math.PI / petals, reach, width, rings[ring]);
        }
        canvas.paint(Shapes.disc(center, center, center * 0.16), palette.light().mix(Color.WHITE, 0.6));
        canvas.paint(Shapes.disc(center, center, center * 0.08), palette.dark());
    }

    /** The petals are folded onto one, which is painted once. */
    private static void ring(Canvas canvas, int petals, double turn, double reach, double width, Color color) {
        double center = canvas.width() / 2.0;
        double step = 2 * Math.PI / petals;
        Canvas.Shape petal =
                Shapes.ellipse(reach * 0.56, 0, reach * 0.44, reach * 0.56 * Math.sin(step / 2) * width, 0);
        canvas.paint(
                (x, y) -> {
                    double angle = Math.atan2(y - center, x - center) - turn;
                    double folded = angle - step * Math.rint(angle / step);
                    double distance = Math.hypot(x - center, y - center);
                    return petal.distance(distance * Math.cos(folded), distance * Math.sin(folded));
                },
                color);
    }
}

package social.skein.demo.drawing;

/** Paints a bird in profile. */
final class BirdPainter {
    private static final Color EYE = Color.of(0.22, 0.02, 260);

    private BirdPainter() {}

    static void paint(Canvas canvas, Palette palette, Dice dice) {
        canvas.fillDiagonal(palette.light(), palette.lightEnd());
        double unit = canvas.width() / 100.0;
        boolean left = dice.chance(0.5);
        Bird bird = new Bird(canvas, unit, left);
        Color beak = Color.of(0.78, 0.16, dice.between(55, 85));
        double crest = dice.between(0, 1);
        bird.ellipse(28, 78, 24, 8, -0.55, palette.dark());
        if (crest < 0.6) {
            for (int feather = 0; feather < 3; feather++) {
                bird.ellipse(52 - 5 * feather, 24 + 3 * feather, 3.2, 10, -0.2 - 0.35 * feather, palette.dark());
            }
        }
        bird.triangle(78, 36, 93, 44, 78, 51, beak);
        bird.ellipse(52, 70, 32, 28, -0.25, palette.main());
        bird.ellipse(60, 42, 21, 20, 0, palette.main());
        bird.ellipse(60, 76, 21, 19, -0.4, palette.light().mix(Color.WHITE, 0.55));
        bird.ellipse(37, 68, 22, 13, 0.5, palette.dark());
        bird.ellipse(34, 66, 15, 8, 0.5, palette.dark().mix(palette.main(), 0.45));
        if (dice.chance(0.5)) {
            bird.ellipse(70, 51, 5, 3.4, 0, palette.accent());
        }
        bird.ellipse(66, 39, 7, 7, 0, Color.WHITE);
        bird.ellipse(67, 39.5, 4.3, 4.3, 0, EYE);
        bird.ellipse(68.6, 37.6, 1.5, 1.5, 0, Color.WHITE);
    }

    /** Paints parts in percent of the width; a bird that looks to the left is mirrored. */
    private record Bird(Canvas canvas, double unit, boolean left) {
        void ellipse(double x, double y, double radiusX, double radiusY, double angle, Color color) {
            canvas.paint(mirror(Shapes.ellipse(x * unit, y * unit, radiusX * unit, radiusY * unit, angle)), color);
        }

        void triangle(double x1, double y1, double x2, double y2, double x3, double y3, Color color) {
            canvas.paint(
                    mirror(Shapes.triangle(x1 * unit, y1 * unit, x2 * unit, y2 * unit, x3 * unit, y3 * unit)), color);
        }

        private Canvas.Shape mirror(Canvas.Shape shape) {
            return left ? (x, y) -> shape.distance(canvas.width() - x, y) : shape;
        }
    }
}

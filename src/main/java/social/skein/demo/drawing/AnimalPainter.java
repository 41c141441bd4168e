package social.skein.demo.drawing;

/** Paints the face of a cat or a bear. */
final class AnimalPainter {
    private static final Color EYE = Color.of(0.22, 0.02, 260);

    private AnimalPainter() {}

    static void paint(Canvas canvas, Palette palette, Dice dice) {
        canvas.fillDiagonal(palette.light(), palette.lightEnd());
        Face face = new Face(canvas, canvas.width() / 100.0);
        Color fur = palette.main();
        Color pale = palette.light().mix(Color.WHITE, 0.6);
        face.single(50, 108, 36, 32, palette.dark());
        if (dice.chance(0.55)) {
            face.ears(fur, palette.accent());
        } else {
            face.pair(26, 31, 13, 13, fur);
            face.pair(26, 31, 7.5, 7.5, palette.accent());
        }
        face.single(50, 54, 34, 30, fur);
        if (dice.chance(0.5)) {
            face.pair(35, 50, 11, 13, palette.dark().mix(fur, 0.35));
        }
        face.single(50, 66, 17, 13, pale);
        face.pair(36, 51, 5, 5.6, EYE);
        face.pair(37.4, 49.2, 1.7, 1.7, Color.WHITE);
        face.pair(25, 62, 5.5, 3.8, palette.accent());
        face.single(50, 61, 5, 3.6, EYE);
        canvas.paint(face.smile(), EYE);
    }

    /** Paints parts in percent of the width; pairs are symmetric. */
    private record Face(Canvas canvas, double unit) {
        void single(double x, double y, double radiusX, double radiusY, Color color) {
            canvas.paint(Shapes.ellipse(x * unit, y * unit, radiusX * unit, radiusY * unit, 0), color);
        }

        void pair(double x, double y, double radiusX, double radiusY, Color color) {
            single(x, y, radiusX, radiusY, color);
            single(100 - x, y, radiusX, radiusY, color);
        }

        void ears(Color outer, Color inner) {
            ear(17, 54, 21, 14, 50, 34, outer);
            ear(22, 45, 25, 22, 41, 34, inner);
        }

        private void ear(double x1, double y1, double x2, double y2, double x3, double y3, Color color) {
            Canvas.Shape ear = Shapes.triangle(x1 * unit, y1 * unit, x2 * unit, y2 * unit, x3 * unit, y3 * unit);
            canvas.paint(ear, color);
            canvas.paint((x, y) -> ear.distance(canvas.width() - x, y), color);
        }

        Canvas.Shape smile() {
            Canvas.Shape left = Shapes.difference(
                    Shapes.ellipse(45.5 * unit, 65 * unit, 5.2 * unit, 5.2 * unit, 0),
                    Shapes.ellipse(45.5 * unit, 63.6 * unit, 4.9 * unit, 4.9 * unit, 0));
            Canvas.Shape lower = Shapes.intersection(left, (x, y) -> 64.5 * unit - y);
            return Shapes.union(lower, (x, y) -> lower.distance(canvas.width() - x, y));
        }
    }
}

package social.skein.demo.drawing;

import java.util.List;

/** Paints a mosaic of quarter circles, discs and triangles. */
final class MosaicPainter {
    private MosaicPainter() {}

    static void paint(Canvas canvas, Palette palette, Dice dice) {
        canvas.fillDiagonal(palette.light(), palette.light());
        int cells = 3 + dice.below(2);
        double size = Math.ceil((double) canvas.width() / cells);
        List<Color> colors = List.of(
                palette.main(),
                palette.dark(),
                palette.accent(),
                palette.lightEnd(),
                palette.light().mix(Color.WHITE, 0.5));
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                double left = column * size;
                double top = row * size;
                Canvas.Shape cell = Shapes.rectangle(left, top, left + size, top + size);
                canvas.paint(cell, dice.pick(colors));
                canvas.paint(Shapes.intersection(cell, figure(dice, left, top, size)), dice.pick(colors));
            }
        }
    }

    private static Canvas.Shape figure(Dice dice, double left, double top, double size) {
        double cornerX = left + (dice.chance(0.5) ? size : 0);
        double cornerY = top + (dice.chance(0.5) ? size : 0);
        return switch (dice.below(6)) {
            case 0 -> Shapes.disc(left + size / 2, top + size / 2, size * 0.32);
            case 1 -> Shapes.difference(Shapes.disc(cornerX, cornerY, size), Shapes.disc(cornerX, cornerY, size * 0.5));
            case 2 -> Shapes.edge(left, top + size, left + size, top);
            case 3 -> Shapes.disc(left + size / 2, top + size, size / 2);
            default -> Shapes.disc(cornerX, cornerY, size);
        };
    }
}

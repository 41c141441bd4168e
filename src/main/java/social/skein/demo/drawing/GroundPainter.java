package social.skein.demo.drawing;

/** Paints the ground of a landscape, from the horizon to the front. */
final class GroundPainter {
    private final Canvas canvas;
    private final Daytime daytime;
    private final Dice dice;
    private final int width;
    private final int height;

    GroundPainter(Canvas canvas, Daytime daytime, Dice dice) {
        this.canvas = canvas;
        this.daytime = daytime;
        this.dice = dice;
        this.width = canvas.width();
        this.height = canvas.height();
    }

    /** The height of a ridge at a column, in pixels from the top. */
    private interface Ridge {
        double top(double x);
    }

    /**
     * Fills everything below a ridge.
     *
     * @param mist the colour that it fades into
     * @param mistTop where the mist begins, and in what height it is dense, both as parts of the height
     */
    private void fill(Ridge ridge, Color color, Color mist, double mistTop, double mistDepth) {
        for (int x = 0; x < width; x++) {
            double top = ridge.top(x);
            for (int y = Math.max(0, (int) top); y < height; y++) {
                double share = ((double) y / height - mistTop) / mistDepth;
                canvas.blend(x, y, color.mix(mist, Math.max(0, Math.min(0.7, share))), y + 1 - top);
            }
        }
    }

    private void fill(Ridge ridge, Color color) {
        fill(ridge, color, color, 0, 1);
    }

    void ridges(int count) {
        for (int i = 0; i < count; i++) {
            double nearness = (double) i / count;
            Noise noise = new Noise(dice.seed());
            double base = 0.5 + 0.22 * nearness;
            double relief = 0.2 - 0.07 * nearness;
            double scale = dice.between(1.6, 2.6) * (1 + nearness);
            fill(
                    x -> height * (base - relief * noise.line(x * scale / height, 7, 0.5)),
                    daytime.ridge(nearness * 0.8),
                    daytime.sky(1),
                    base - relief * 0.4,
                    0.3);
        }
    }

    void hills() {
        Color grass = Color.of(0.55, 0.12, 130).mix(daytime.ridge(1), daytime.darkness());
        for (int i = 0; i < 3; i++) {
            Noise noise = new Noise(dice.seed());
            double base = 0.76 + 0.09 * i;
            fill(
                    x -> height * (base - 0.07 * noise.line(x * 1.5 / height, 2, 0.3)),
                    grass.mix(daytime.sky(1), 0.28 - 0.12 * i),
                    grass.mix(daytime.ridge(1), 0.5),
                    base - 0.04,
                    0.28);
        }
    }

    /** Mirrors what is above the shore, darker and rippled. */
    void lake() {
        int shore = (int) (height * 0.74);
        Noise ripples = new Noise(dice.seed());
        Color water = daytime.ridge(0.8);
        for (int y = shore; y < height; y++) {
            double depth = (double) (y - shore) / (height - shore);
            for (int x = 0; x < width; x++) {
                double wave = ripples.plane(x * 6.0 / height, (y - shore) * 60.0 / height / (0.4 + depth), 2, 0.5);
                double shift = wave * (1 + 9 * depth) * height / 500;
                int mirrored = (int) Math.max(0, Math.min(shore - 1.0, 2.0 * shore - y - 1 + shift * 2));
                Color above = canvas.get((int) Math.max(0, Math.min(width - 1.0, x + shift)), mirrored);
                canvas.set(x, y, above.mix(water, 0.22 + 0.25 * depth + 0.05 * wave));
            }
        }
        shore(shore, ripples);
    }

    private void shore(int shore, Noise noise) {
        Color color = daytime.ridge(1);
        for (int x = 0; x < width; x++) {
            double top = shore - height * (0.004 + 0.006 * noise.line(x * 3.0 / height, 4, 0.5));
            for (int y = (int) top; y <= shore; y++) {
                canvas.blend(x, y, color, y + 1 - top);
            }
        }
    }

    void forest() {
        for (int row = 0; row < 2; row++) {
            Noise ground = new Noise(dice.seed());
            double base = 0.84 + 0.12 * row;
            Ridge floor = x -> height * (base - 0.05 * ground.line(x * 1.4 / height, 3, 0.4));
            Color color = daytime.ridge(0.85 + 0.15 * row).mix(Color.of(0.3, 0.06, 150), 0.25);
            fill(floor, color);
            double x = -height * 0.02;
            while (x < width + height * 0.02) {
                double size = height * dice.between(0.09, 0.19) * (1 + 0.5 * row);
                fir(x, floor.top(x) + height * 0.01, size, color.mix(daytime.ridge(0.4), dice.between(0, 0.12)));
                x += size * dice.between(0.18, 0.5);
            }
        }
    }

    private void fir(double x, double bottom, double size, Color color) {
        int left = (int) Math.max(0, x - size * 0.25);
        int right = (int) Math.min(width - 1.0, x + size * 0.25);
        int top = (int) Math.max(0, bottom - size);
        for (int py = top; py < Math.min(height, bottom); py++) {
            double down = (py - (bottom - size)) / size;
            double branch = down * 6 % 1;
            double half = size * 0.21 * (0.1 + down) * (0.55 + 0.45 * branch);
            for (int px = left; px <= right; px++) {
                canvas.blend(px, py, color, half - Math.abs(px + 0.5 - x) + 0.5);
            }
        }
    }

    void dunes() {
        Color sand = Color.of(0.83, 0.1, 72).mix(daytime.ridge(1), daytime.darkness());
        Color shade = Color.of(0.56, 0.09, 45).mix(daytime.ridge(1), daytime.darkness());
        for (int i = 0; i < 4; i++) {
            double base = 0.68 + 0.1 * i;
            double phase = dice.between(0, 6);
            double waves = dice.between(2, 3.4) / (1 + 0.2 * i);
            Noise noise = new Noise(dice.seed());
            Color haze = daytime.sky(1);
            dune(
                    x -> height
                            * (base
                                    - 0.05 * Math.sin(x * waves / height + phase)
                                    - 0.03 * noise.line(x * 1.2 / height, 3, 0.4)),
                    sand.mix(haze, 0.45 - 0.15 * i),
                    shade.mix(haze, 0.45 - 0.15 * i));
        }
    }

    /** The slopes that face the light are lit. */
    private void dune(Ridge crest, Color lit, Color shade) {
        for (int x = 0; x < width; x++) {
            double top = crest.top(x);
            double slope = (crest.top(x + 3.0) - crest.top(x - 3.0)) / 6;
            double shadow = Math.max(0, Math.min(1, 0.45 + slope * 3));
            for (int y = (int) top; y < height; y++) {
                double below = Math.min(1, (y - top) / (height * 0.25));
                canvas.blend(x, y, lit.mix(shade, shadow + (0.5 - shadow) * below), y + 1 - top);
            }
        }
    }
}

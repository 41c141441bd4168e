package social.skein.demo.drawing;

/** Paints the sky with the sun or the moon, clouds, and stars at night. */
final class SkyPainter {
    private static final double HORIZON = 0.72;

    /** Clouds are computed for every so many pixels of a row. */
    private static final int SAMPLE_STEP = 4;

    private static final int STARS = 260;

    private final Canvas canvas;
    private final Daytime daytime;
    private final Dice dice;

    SkyPainter(Canvas canvas, Daytime daytime, Dice dice) {
        this.canvas = canvas;
        this.daytime = daytime;
        this.dice = dice;
    }

    void paint() {
        double unit = canvas.height() / 100.0;
        boolean low = daytime != Daytime.DAY && daytime != Daytime.NIGHT;
        double sunX = canvas.width() * dice.between(0.2, 0.8);
        double sunY = canvas.height() * (low ? dice.between(0.36, 0.5) : dice.between(0.12, 0.26));
        double radius = unit * dice.between(4, 7);
        gradient(sunX, sunY, unit);
        if (daytime == Daytime.NIGHT) {
            stars();
        }
        Canvas.Shape disc = Shapes.disc(sunX, sunY, radius);
        boolean crescent = daytime == Daytime.NIGHT && dice.chance(0.6);
        canvas.paint(
                crescent
                        ? Shapes.difference(disc, Shapes.disc(sunX + radius * 0.45, sunY - radius * 0.2, radius * 0.9))
                        : disc,
                daytime.light());
        if (daytime != Daytime.NIGHT) {
            clouds();
        }
    }

    /** The sky is brighter around the sun. The grain hides the steps between its colours. */
    private void gradient(double sunX, double sunY, double unit) {
        long grain = dice.seed();
        for (int y = 0; y < canvas.height(); y++) {
            Color sky = daytime.sky(Math.min(1, y / (HORIZON * canvas.height())));
            for (int x = 0; x < canvas.width(); x++) {
                double distance = Math.hypot(x - sunX, y - sunY) / unit;
                grain = grain * 0x5851f42d4c957f2dL + 0x14057b7ef767814fL;
                double noise = (grain >> 32) * 0x1.0p-31 * 0.006;
                canvas.set(x, y, sky.mix(daytime.light(), 0.55 * Math.exp(-distance / 16) + 0.006 + noise));
            }
        }
    }

    private void stars() {
        for (int star = 0; star < STARS; star++) {
            int x = dice.below(canvas.width() - 1);
            int y = dice.below((int) (canvas.height() * 0.62));
            double brightness = dice.between(0.15, 1);
            canvas.blend(x, y, Color.WHITE, brightness);
            if (brightness > 0.85) {
                canvas.blend(x + 1, y, Color.WHITE, 0.5);
                canvas.blend(x, y + 1, Color.WHITE, 0.5);
            }
        }
    }

    private void clouds() {
        Noise noise = new Noise(dice.seed());
        double cover = dice.between(-0.05, 0.25);
        Color cloud = daytime.sky(1).mix(Color.WHITE, 0.5);
        double scale = 3.2 / canvas.height();
        double[] densities = new double[canvas.width() / SAMPLE_STEP + 2];
        for (int y = 0; y < canvas.height() * HORIZON; y++) {
            double depth = 1 + 2.5 * y / canvas.height();
            double fade = Math.min(1, (HORIZON - (double) y / canvas.height()) * 3);
            for (int i = 0; i < densities.length; i++) {
                densities[i] = noise.plane(i * SAMPLE_STEP * scale * 0.8, y * scale * depth * 1.7, 5, 0.52) - cover;
            }
            for (int x = 0; x < canvas.width(); x++) {
                double part = (double) (x % SAMPLE_STEP) / SAMPLE_STEP;
                int i = x / SAMPLE_STEP;
                double density = densities[i] * (1 - part) + densities[i + 1] * part;
                canvas.blend(x, y, cloud, Math.min(0.85, density * 2.6) * fade);
            }
        }
    }
}

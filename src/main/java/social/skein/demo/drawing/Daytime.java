package social.skein.demo.drawing;

/** The light of a landscape. */
enum Daytime {
    DAWN(
            "at dawn",
            Color.of(0.55, 0.09, 275),
            Color.of(0.78, 0.09, 10),
            Color.of(0.93, 0.08, 75),
            Color.of(0.3, 0.05, 290)),
    DAY(
            "on a clear day",
            Color.of(0.58, 0.12, 250),
            Color.of(0.78, 0.08, 235),
            Color.of(0.94, 0.03, 220),
            Color.of(0.38, 0.06, 175)),
    SUNSET(
            "at sunset",
            Color.of(0.42, 0.12, 310),
            Color.of(0.67, 0.17, 35),
            Color.of(0.87, 0.14, 78),
            Color.of(0.24, 0.06, 330)),
    DUSK(
            "at dusk",
            Color.of(0.3, 0.08, 275),
            Color.of(0.5, 0.11, 305),
            Color.of(0.76, 0.11, 30),
            Color.of(0.19, 0.04, 285)),
    NIGHT(
            "on a clear night",
            Color.of(0.16, 0.05, 270),
            Color.of(0.26, 0.07, 262),
            Color.of(0.42, 0.07, 245),
            Color.of(0.12, 0.03, 265));

    private final String phrase;
    private final Color top;
    private final Color middle;
    private final Color horizon;
    private final Color ground;

    Daytime(String phrase, Color top, Color middle, Color horizon, Color ground) {
        this.phrase = phrase;
        this.top = top;
        this.middle = middle;
        this.horizon = horizon;
        this.ground = ground;
    }

    /** Such as "at dusk". */
    String phrase() {
        return phrase;
    }

    /** The sky at a height from 0, the top, to 1, the horizon. */
    Color sky(double height) {
        return height < 0.5 ? top.mix(middle, height * 2) : middle.mix(horizon, height * 2 - 1);
    }

    /** The colour of the sun or the moon. */
    Color light() {
        return this == NIGHT
                ? Color.of(0.95, 0.02, 100)
                : this == SUNSET || this == DUSK ? Color.of(0.93, 0.13, 85) : Color.of(0.98, 0.05, 95);
    }

    /** How much of their own colours things lose, from 0 to 1. */
    double darkness() {
        return switch (this) {
            case DAY -> 0.05;
            case DAWN -> 0.35;
            case SUNSET -> 0.5;
            case DUSK -> 0.65;
            case NIGHT -> 0.85;
        };
    }

    /** The colour of a ridge; the nearer it is, from 0 to 1, the less the air brightens it. */
    Color ridge(double nearness) {
        return horizon.mix(middle, 0.35).mix(ground, 0.25 + 0.75 * nearness);
    }
}

package social.skein.config;

import java.time.Duration;

/** Makes of the settings how many requests have a place at once. */
record Places(Settings settings) {
    /** A burst of the apps of a few people, which a machine should take even while it is busy with something else. */
    private static final int LEAST_PER_CORE = 16;

    /** What an event loop begins to work on within some ten milliseconds: as long as a refusal may take. */
    private static final int MOST_PER_CORE = 128;

    private static final int HIGHEST = 1_000_000;

    Config.Overload overload() {
        Setting limit = settings.get("overload.limit");
        Duration deadline = new Value(settings.get("overload.deadline")).duration();
        int least = bound("overload.least", LEAST_PER_CORE);
        int most = bound("overload.most", MOST_PER_CORE);
        if (least > most) {
            throw settings.get("overload.least").shouldBe("at most what overload.most is, " + most);
        }
        return switch (limit.text()) {
            case "adaptive" -> new Config.Overload(least, most, deadline);
            case "none" -> always(Integer.MAX_VALUE, deadline);
            default ->
                new Value(limit)
                        .number(1, HIGHEST)
                        .map(places -> always(places, deadline))
                        .orElseThrow(() -> limit.shouldBe("adaptive, none, or a whole number from 1 to " + HIGHEST));
        };
    }

    private static Config.Overload always(int places, Duration deadline) {
        return new Config.Overload(places, places, deadline);
    }

    private int bound(String key, int perCore) {
        Setting bound = settings.get(key);
        return bound.text().equals("auto")
                ? perCore * Runtime.getRuntime().availableProcessors()
                : new Value(bound).orAuto(1, HIGHEST);
    }
}

package social.skein.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Makes of the settings how many requests, and how many connections, have a place at once. */
record Places(Settings settings) {
    /** A burst of the apps of a few people, which a machine should take even while it is busy with something else. */
    private static final int LEAST_PER_CORE = 16;

    /** What an event loop begins to work on within some ten milliseconds: as long as a refusal may take. */
    private static final int MOST_PER_CORE = 128;

    private static final int HIGHEST = 1_000_000;

    /** At some 20 KB of heap for each that is a stream, what a process of two gigabytes can hold. */
    private static final int MOST_CONNECTIONS = 100_000;

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

    /** A tenth of the files a process may open is left for the stores, the log and the jar. */
    int connections() {
        Setting most = settings.get("http.max-connections");
        if (!most.text().equals("auto")) {
            return new Value(most).orAuto(1, HIGHEST);
        }
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : MOST_CONNECTIONS;
        return (int) Math.max(1, Math.min(MOST_CONNECTIONS, files / 10 * 9));
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

package social.skein.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Makes of the settings how many requests, and how many connections, have a place at once. */
record CapacitySettings(Settings settings) {
    /** A burst of the apps of a few people, which a machine should take even while it is busy with something else. */
    private static final int MIN_PER_CORE = 16;

    /** What an event loop begins to work on within some ten milliseconds: as long as a refusal may take. */
    private static final int MAX_PER_CORE = 128;

    private static final int MAX_LIMIT = 1_000_000;

    /** At some 20 KB of heap for each that is a stream, what a process of two gigabytes can hold. */
    private static final int MAX_CONNECTIONS = 100_000;

    Config.Overload overload() {
        Setting limit = settings.get("overload.limit");
        Duration deadline = new SettingParser(settings.get("overload.deadline")).duration();
        int least = perCoreOrFixed("overload.min", MIN_PER_CORE);
        int most = perCoreOrFixed("overload.max", MAX_PER_CORE);
        if (least > most) {
            throw settings.get("overload.min").invalid("at most what overload.max is, " + most);
        }
        return switch (limit.text()) {
            case "adaptive" -> new Config.Overload(least, most, deadline);
            case "none" -> fixed(Integer.MAX_VALUE, deadline);
            default ->
                new SettingParser(limit)
                        .optionalInt(1, MAX_LIMIT)
                        .map(places -> fixed(places, deadline))
                        .orElseThrow(() -> limit.invalid("adaptive, none, or a whole number from 1 to " + MAX_LIMIT));
        };
    }

    /** A tenth of the files a process may open is left for the stores, the log and the jar. */
    int maxConnections() {
        Setting most = settings.get("http.max-connections");
        if (!most.text().equals("auto")) {
            return new SettingParser(most).intOrAuto(1, MAX_LIMIT);
        }
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : MAX_CONNECTIONS;
        return (int) Math.max(1, Math.min(MAX_CONNECTIONS, files / 10 * 9));
    }

    private static Config.Overload fixed(int limit, Duration deadline) {
        return new Config.Overload(limit, limit, deadline);
    }

    private int perCoreOrFixed(String key, int perCore) {
        Setting bound = settings.get(key);
        return bound.text().equals("auto")
                ? perCore * Runtime.getRuntime().availableProcessors()
                : new SettingParser(bound).intOrAuto(1, MAX_LIMIT);
    }
}

package social.skein.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Computes the limits of concurrent requests and connections from the settings. */
record OverloadParser(Settings settings) {
    /** A burst of a few users' apps, which a machine should serve even under other load. */
    private static final int MIN_PER_CORE = 16;

    /** As many requests as an event loop starts within about 10 ms, the time a rejection may take. */
    private static final int MAX_PER_CORE = 128;

    private static final int MAX_LIMIT = 1_000_000;

    /** At about 20 KB of heap per stream, what a process with 2 GB of heap can hold. */
    private static final int MAX_CONNECTIONS = 100_000;

    Config.Overload overload() {
        Setting limit = settings.get("overload.limit");
        Duration deadline = new SettingParser(settings.get("overload.deadline")).duration();
        int min = perCoreOrFixed("overload.min", MIN_PER_CORE);
        int max = perCoreOrFixed("overload.max", MAX_PER_CORE);
        if (min > max) {
            throw settings.get("overload.min").invalid("at most overload.max, which is " + max);
        }
        return switch (limit.text()) {
            case "adaptive" -> new Config.Overload(min, max, deadline);
            case "none" -> fixed(Integer.MAX_VALUE, deadline);
            default ->
                new SettingParser(limit)
                        .optionalInt(1, MAX_LIMIT)
                        .map(requests -> fixed(requests, deadline))
                        .orElseThrow(() -> limit.invalid("adaptive, none, or a whole number from 1 to " + MAX_LIMIT));
        };
    }

    /** 90 % of the open-file limit; the rest is for the stores, the log and the jar. */
    int maxConnections() {
        Setting configured = settings.get("http.max-connections");
        if (!configured.text().equals("auto")) {
            return new SettingParser(configured).intOrAuto(1, MAX_LIMIT);
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

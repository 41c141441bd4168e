package social.skein.support;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import social.skein.embedded.ServerKind;

/**
 * The rung of the ladder on which deployments of this run stand: {@code -Dskein.rung=}1, 5 (with Redis) or 6 (and Kafka). With
 * {@code -Dskein.flaky-store=redis} or {@code kafka} that store is killed and comes back all the time.
 */
public final class AvailableStores {
    private static final int RUNG = Integer.getInteger("skein.rung", 6);

    static final String FLAKY_STORE = System.getProperty("skein.flaky-store", "");

    private AvailableStores() {}

    /** Whether a test may look at Redis itself. */
    public static boolean hasRedis() {
        return servers().contains(ServerKind.REDIS) && !FLAKY_STORE.equals("redis");
    }

    /** Whether a test may speak to Kafka itself. */
    public static boolean hasKafka() {
        return servers().contains(ServerKind.KAFKA) && !FLAKY_STORE.equals("kafka");
    }

    /** For a story about Redis itself. */
    public static void assumeRedis() {
        Assumptions.assumeTrue(hasRedis(), "a story about Redis, which this run does without");
    }

    /** For a story about Kafka itself. */
    public static void assumeKafka() {
        Assumptions.assumeTrue(hasKafka(), "a story about Kafka, which this run does without");
    }

    static Set<ServerKind> servers() {
        Set<ServerKind> servers = EnumSet.of(ServerKind.POSTGRES);
        if (RUNG >= 5) {
            servers.add(ServerKind.REDIS);
        }
        if (RUNG >= 6) {
            servers.add(ServerKind.KAFKA);
        }
        return servers;
    }
}

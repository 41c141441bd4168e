package social.skein.support;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import social.skein.embedded.ServerKind;

/**
 * The stores that deployments of this run use, by the rung of the ladder: {@code -Dskein.rung=}1, 5 (with Redis) or 6
 * (with Redis and Kafka). With {@code -Dskein.flaky-store=redis} or {@code kafka}, that store is killed and restarted
 * throughout the run.
 */
public final class AvailableStores {
    private static final int RUNG = Integer.getInteger("skein.rung", 6);

    static final String FLAKY_STORE = System.getProperty("skein.flaky-store", "");

    private AvailableStores() {}

    /** Returns whether a test may access Redis directly. */
    public static boolean hasRedis() {
        return servers().contains(ServerKind.REDIS) && !FLAKY_STORE.equals("redis");
    }

    /** Returns whether a test may access Kafka directly. */
    public static boolean hasKafka() {
        return servers().contains(ServerKind.KAFKA) && !FLAKY_STORE.equals("kafka");
    }

    /** Skips a test that needs Redis itself. */
    public static void assumeRedis() {
        Assumptions.assumeTrue(hasRedis(), "this run has no stable Redis");
    }

    /** Skips a test that needs Kafka itself. */
    public static void assumeKafka() {
        Assumptions.assumeTrue(hasKafka(), "this run has no stable Kafka");
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

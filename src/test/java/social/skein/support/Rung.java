package social.skein.support;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import social.skein.embedded.Server;

/**
 * The rung of the ladder on which deployments of this run stand: {@code -Dskein.rung=}1, 5 (with Redis) or 6 (and Kafka). With
 * {@code -Dskein.loses=redis} or {@code kafka} that store is killed and comes back all the time.
 */
public final class Rung {
    private static final int NUMBER = Integer.getInteger("skein.rung", 6);

    static final String LOSES = System.getProperty("skein.loses", "");

    private Rung() {}

    /** Whether a test may look at Redis itself. */
    public static boolean hasRedis() {
        return servers().contains(Server.REDIS) && !LOSES.equals("redis");
    }

    /** Whether a test may speak to Kafka itself. */
    public static boolean hasKafka() {
        return servers().contains(Server.KAFKA) && !LOSES.equals("kafka");
    }

    /** For a story about Redis itself. */
    public static void needsRedis() {
        Assumptions.assumeTrue(hasRedis(), "a story about Redis, which this run does without");
    }

    /** For a story about Kafka itself. */
    public static void needsKafka() {
        Assumptions.assumeTrue(hasKafka(), "a story about Kafka, which this run does without");
    }

    static Set<Server> servers() {
        Set<Server> servers = EnumSet.of(Server.POSTGRES);
        if (NUMBER >= 5) {
            servers.add(Server.REDIS);
        }
        if (NUMBER >= 6) {
            servers.add(Server.KAFKA);
        }
        return servers;
    }
}

package social.skein.support;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import social.skein.embedded.Server;

/** The rung of the ladder on which deployments of this run stand: {@code -Dskein.rung=}1, 5 (with Redis) or 6 (and Kafka). */
public final class Rung {
    private static final int NUMBER = Integer.getInteger("skein.rung", 6);

    private Rung() {}

    public static boolean hasRedis() {
        return NUMBER >= 5;
    }

    public static boolean hasKafka() {
        return NUMBER >= 6;
    }

    /** For a story about Redis itself. */
    public static void needsRedis() {
        Assumptions.assumeTrue(hasRedis(), "a story about Redis, which this rung does without");
    }

    /** For a story about Kafka itself. */
    public static void needsKafka() {
        Assumptions.assumeTrue(hasKafka(), "a story about Kafka, which this rung does without");
    }

    static Set<Server> servers() {
        Set<Server> servers = EnumSet.of(Server.POSTGRES);
        if (hasRedis()) {
            servers.add(Server.REDIS);
        }
        if (hasKafka()) {
            servers.add(Server.KAFKA);
        }
        return servers;
    }
}

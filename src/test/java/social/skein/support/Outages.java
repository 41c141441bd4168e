package social.skein.support;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.embedded.EmbeddedServer;
import social.skein.embedded.EmbeddedServers;

/** A store that is killed and comes back, again and again, in the middle of whatever is told of the others. */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final int LONGEST_OUTAGE = 3_000;
    private static final int SHORTEST_PEACE = 2_000;
    private static final int LONGEST_PEACE = 8_000;

    private final Thread thread;

    private Outages(Thread thread) {
        this.thread = thread;
    }

    /** They begin now; where no store is named there are none. */
    static Outages of(EmbeddedServers servers, String name) {
        Thread thread = switch (name) {
            case "" -> new Thread();
            case "redis" -> new Thread(() -> goOn(servers.redis(), name), "outages");
            case "kafka" -> new Thread(() -> goOn(servers.kafka(), name), "outages");
            default -> throw new IllegalArgumentException("skein.loses should be redis or kafka, not " + name);
        };
        thread.setDaemon(true);
        thread.start();
        return new Outages(thread);
    }

    /** Returns when the store is not touched any more. */
    void end() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void goOn(EmbeddedServer store, String name) {
        Random random = new Random();
        try {
            while (true) {
                Thread.sleep(SHORTEST_PEACE + random.nextInt(LONGEST_PEACE - SHORTEST_PEACE));
                LOG.info("{} is killed", name);
                store.kill();
                Thread.sleep(random.nextInt(LONGEST_OUTAGE));
                store.start();
                LOG.info("{} is back", name);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

package social.skein.support;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.embedded.EmbeddedServer;
import social.skein.embedded.EmbeddedServers;

/** A store that is killed and comes back, again and again, in the middle of whatever is told of the others. */
final class OutageInjector {
    private static final Logger LOG = LoggerFactory.getLogger(OutageInjector.class);
    private static final int MAX_OUTAGE_MILLIS = 3_000;
    private static final int MIN_UPTIME_MILLIS = 2_000;
    private static final int MAX_UPTIME_MILLIS = 8_000;

    private final Thread thread;

    private OutageInjector(Thread thread) {
        this.thread = thread;
    }

    /** They begin now; where no store is named there are none. */
    static OutageInjector start(EmbeddedServers servers, String name) {
        Thread thread = switch (name) {
            case "" -> new Thread();
            case "redis" -> new Thread(() -> killRepeatedly(servers.redis(), name), "outages");
            case "kafka" -> new Thread(() -> killRepeatedly(servers.kafka(), name), "outages");
            default -> throw new IllegalArgumentException("skein.flaky-store should be redis or kafka, not " + name);
        };
        thread.setDaemon(true);
        thread.start();
        return new OutageInjector(thread);
    }

    /** Returns when the store is not touched any more. */
    void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void killRepeatedly(EmbeddedServer store, String name) {
        Random random = new Random();
        try {
            while (true) {
                Thread.sleep(MIN_UPTIME_MILLIS + random.nextInt(MAX_UPTIME_MILLIS - MIN_UPTIME_MILLIS));
                LOG.info("{} is killed", name);
                store.kill();
                Thread.sleep(random.nextInt(MAX_OUTAGE_MILLIS));
                store.start();
                LOG.info("{} is back", name);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}

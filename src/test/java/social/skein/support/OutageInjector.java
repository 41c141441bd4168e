package social.skein.support;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.embedded.EmbeddedServer;

/** Kills and restarts a store throughout the tests. */
final class OutageInjector {
    private static final Logger LOG = LoggerFactory.getLogger(OutageInjector.class);
    private static final int MAX_OUTAGE_MILLIS = 3_000;
    private static final int MIN_UPTIME_MILLIS = 2_000;
    private static final int MAX_UPTIME_MILLIS = 8_000;

    private final Thread thread;

    private OutageInjector(Thread thread) {
        this.thread = thread;
    }

    /** Starts with the first outage of the named store. */
    static OutageInjector start(String name) {
        Thread thread = switch (name) {
            case "redis" -> new Thread(() -> killRepeatedly(TestStores.redis(), name), "outages");
            case "kafka" -> new Thread(() -> killRepeatedly(TestStores.kafka(), name), "outages");
            default -> throw new IllegalArgumentException("skein.flaky-store should be redis or kafka, not " + name);
        };
        thread.setDaemon(true);
        thread.start();
        return new OutageInjector(thread);
    }

    /** Stops the outages; returns once no further one can begin. */
    void stop() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
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
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

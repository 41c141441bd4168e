package social.skein.bench;

import java.time.Duration;

/** A load that goes on behind what is measured until it is closed. */
final class Pressure implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Thread thread;
    private volatile boolean over;

    private Pressure(Runnable step) {
        this.thread = new Thread(
                () -> {
                    while (!over) {
                        step.run();
                    }
                },
                "pressure");
        thread.start();
    }

    static Pressure of(Load load) {
        return new Pressure(() -> load.run(STEP));
    }

    /** Does something now and then, with so long a pause after each time. */
    static Pressure every(long pauseMillis, Runnable something) {
        return new Pressure(() -> {
            something.run();
            Waiting.pause(pauseMillis);
        });
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}

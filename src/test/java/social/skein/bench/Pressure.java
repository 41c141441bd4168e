package social.skein.bench;

import java.time.Duration;

/** A load that goes on behind what is measured until it is closed. */
final class Pressure implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Thread thread;
    private volatile boolean over;

    private Pressure(Load load) {
        this.thread = new Thread(
                () -> {
                    while (!over) {
                        load.run(STEP);
                    }
                },
                "pressure");
    }

    static Pressure of(Load load) {
        Pressure pressure = new Pressure(load);
        pressure.thread.start();
        return pressure;
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

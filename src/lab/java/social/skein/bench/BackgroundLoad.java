package social.skein.bench;

import java.time.Duration;

/** A load that runs in the background of a measurement until it is closed. */
final class BackgroundLoad implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Thread thread;
    private volatile boolean stopped;

    private BackgroundLoad(Runnable step) {
        this.thread = new Thread(
                () -> {
                    while (!stopped) {
                        step.run();
                    }
                },
                "background-load");
        thread.start();
    }

    static BackgroundLoad repeating(ClosedLoopLoad load) {
        return new BackgroundLoad(() -> load.run(STEP));
    }

    /** Repeats an action, with a pause after each time. */
    static BackgroundLoad every(long pauseMillis, Runnable action) {
        return new BackgroundLoad(() -> {
            action.run();
            BenchPolling.sleep(pauseMillis);
        });
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

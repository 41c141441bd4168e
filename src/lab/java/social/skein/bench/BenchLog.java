package social.skein.bench;

/** Progress messages on standard error; standard output has only the results. */
final class BenchLog {
    private BenchLog() {}

    static void info(String message) {
        System.err.println(message);
    }
}

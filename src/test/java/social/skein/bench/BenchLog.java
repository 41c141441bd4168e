package social.skein.bench;

/** What a person reads while it runs; the result alone goes to standard output. */
final class BenchLog {
    private BenchLog() {}

    static void info(String message) {
        System.err.println(message);
    }
}

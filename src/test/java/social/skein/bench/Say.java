package social.skein.bench;

/** What a person reads while it runs; the result alone goes to standard output. */
final class Say {
    private Say() {}

    static void that(String sentence) {
        System.err.println(sentence);
    }
}

package social.skein.fuzz;

import java.util.Locale;

/** What Jazzer calls: the target that the property {@code skein.fuzz} names. */
public final class Jazzed {
    private static final Target TARGET =
            Target.valueOf(System.getProperty("skein.fuzz", "").toUpperCase(Locale.ROOT));

    private Jazzed() {}

    /** Jazzer rewrites what is loaded at the first time, which takes seconds that are no input's. */
    public static void fuzzerInitialize() {
        TARGET.eat(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.eat(input);
    }
}

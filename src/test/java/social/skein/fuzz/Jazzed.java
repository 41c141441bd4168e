package social.skein.fuzz;

import java.util.Locale;

/** What Jazzer calls: the target that the property {@code skein.fuzz} names. */
public final class Jazzed {
    private static final Target TARGET =
            Target.valueOf(System.getProperty("skein.fuzz", "").toUpperCase(Locale.ROOT));

    private Jazzed() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.eat(input);
    }
}

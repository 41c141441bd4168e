package social.skein.fuzz;

import java.util.Locale;

/** What Jazzer calls: the target that the property {@code skein.fuzz} names. */
public final class JazzerEntryPoint {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("skein.fuzz", "").toUpperCase(Locale.ROOT));

    private JazzerEntryPoint() {}

    /** Jazzer rewrites what is loaded at the first time, which takes seconds that are no input's. */
    public static void fuzzerInitialize() {
        TARGET.run(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }
}

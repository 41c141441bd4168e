package social.skein.fuzz;

import java.util.Locale;

/** The entry point for Jazzer; the system property {@code skein.fuzz} names the target. */
public final class JazzerEntryPoint {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("skein.fuzz", "").toUpperCase(Locale.ROOT));

    private JazzerEntryPoint() {}

    /** Loads the classes of the target, since Jazzer instruments them on first use, which takes seconds. */
    public static void fuzzerInitialize() {
        TARGET.run(new byte[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }
}

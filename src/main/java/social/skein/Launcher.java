package social.skein;

import java.lang.reflect.InvocationTargetException;

/** The first class of the jar to run, compiled for Java 8 so that an old Java can say in a sentence that it is too old. */
public final class Launcher {
    private static final int NEEDED = 17;

    private Launcher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String version = System.getProperty("java.specification.version");
        int major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        if (major < NEEDED) {
            System.err.println("skein: This is Java " + major + ", and Skein needs Java " + NEEDED
                    + " or newer: install one (https://adoptium.net) and start the jar with its java.");
            System.exit(1);
        }
        try {
            // By name, since no class of this jar's other classes can be read by an old Java.
            Class.forName("social.skein.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }
}

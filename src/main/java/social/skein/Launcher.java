package social.skein;

import java.lang.reflect.InvocationTargetException;

/** The main class of the jar. Compiled for Java 8, so that an older Java prints a readable error. */
public final class Launcher {
    private static final int MIN_JAVA = 17;

    private Launcher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String version = System.getProperty("java.specification.version");
        int major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        if (major < MIN_JAVA) {
            System.err.println("skein: This is Java " + major + ", but Skein needs Java " + MIN_JAVA
                    + " or newer. Install one from https://adoptium.net and run the jar with it.");
            System.exit(1);
        }
        try {
            // By reflection: an older Java cannot load the other classes of this jar.
            Class.forName("social.skein.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }
}

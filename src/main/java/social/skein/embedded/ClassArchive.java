package social.skein.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The broker's classes as the JVM keeps them ready-made (CDS), which halves the CPU of its start. */
final class ClassArchive {
    private static final int CREATES_BY_ITSELF = 19;

    private ClassArchive() {}

    static List<String> flags(Path cache, int java) {
        String classPath = System.getProperty("java.class.path");
        Path jar = Path.of(classPath.split(File.pathSeparator)[0]);
        // An archive accepts jars only; from a build folder it would be refused, with a warning.
        if (java < CREATES_BY_ITSELF || classPath.contains(File.pathSeparator) || !Files.isRegularFile(jar)) {
            return List.of();
        }
        Path archive = cache.resolve("kafka-" + key(jar) + ".jsa");
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
    }

    private static String key(Path jar) {
        try {
            String whole = jar.toAbsolutePath() + "|" + Files.size(jar) + "|" + Files.getLastModifiedTime(jar) + "|"
                    + System.getProperty("java.vm.version") + "|" + System.getProperty("java.home");
            return Integer.toHexString(whole.hashCode());
        } catch (IOException gone) {
            return "unknown";
        }
    }
}

package social.skein.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The class path of this JVM, for a child JVM with another working folder. */
final class ClassPath {
    private static final String LINK = "skein.jar";

    private ClassPath() {}

    /**
     * A single jar is linked in the folder, so that the path of the jar may contain characters that separate entries.
     */
    static String relativeTo(Path folder) {
        String classPath = System.getProperty("java.class.path");
        Path jar = Path.of(classPath).toAbsolutePath();
        if (Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .noneMatch(entry -> Files.exists(Path.of(entry)))) {
            throw new EmbeddedServerException("The path of the jar " + classPath
                    + " has characters that this process cannot read in the encoding of its locale;"
                    + " set LC_ALL=C.UTF-8 in its environment, or move the jar.");
        }
        return Files.isRegularFile(jar) && link(folder.resolve(LINK), jar) ? LINK : absolute(classPath);
    }

    private static boolean link(Path link, Path jar) {
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, jar);
            return true;
        } catch (IOException | UnsupportedOperationException noLinks) {
            return false;
        }
    }

    private static String absolute(String classPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

package social.skein.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks up programs in the absolute folders of the environment variable {@code PATH}. */
public final class ExecutableFinder {
    private ExecutableFinder() {}

    /** The executable of this name that a shell would run. */
    public static Optional<Path> find(String program) {
        return findAll(program).findFirst();
    }

    /** All executables of this name, in the order of the folders. */
    static Stream<Path> findAll(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }
}

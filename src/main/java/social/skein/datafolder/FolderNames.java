package social.skein.datafolder;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognizes the few paths on which nothing can run, before anything is created or started. */
public final class FolderNames {
    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]+");
    private static final char UNREADABLE = '\ufffd';

    private FolderNames() {}

    /** Why the data folder cannot have this name, in one sentence; empty if it can. */
    public static Optional<String> problem(String name) {
        if (LINE_BREAK.matcher(name).find()) {
            return Optional.of("The data folder \"" + LINE_BREAK.matcher(name).replaceAll("?")
                    + "\" has a line break in its path; set data.dir to a folder without one.");
        }
        return isEncodable(name)
                ? Optional.empty()
                : Optional.of("The path of the data folder " + name + " has characters that this process cannot read in"
                        + " the encoding " + System.getProperty("sun.jnu.encoding")
                        + " of its locale; set LC_ALL=C.UTF-8 in its environment, or set data.dir to a path in ASCII.");
    }

    /** A working folder that cannot be decoded is found under no absolute path. */
    private static boolean isEncodable(String name) {
        try {
            Path path = Path.of(name);
            Path absolute = path.toAbsolutePath();
            return absolute.toString().indexOf(UNREADABLE) < 0
                    && (path.isAbsolute() || Files.isDirectory(Path.of("").toAbsolutePath()));
        } catch (InvalidPathException unmappable) {
            return false;
        }
    }
}

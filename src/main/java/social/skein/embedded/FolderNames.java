package social.skein.embedded;

import java.nio.file.Path;

/** Refuses the few paths on which the servers cannot run, before anything is created or started. */
final class FolderNames {
    private static final char UNREADABLE = '\ufffd';

    private FolderNames() {}

    static void requireUsable(Path folder) {
        String name = folder.toString();
        if (name.indexOf(UNREADABLE) >= 0) {
            throw new EmbeddedServerException("The data folder " + name + " has characters that the character encoding "
                    + System.getProperty("sun.jnu.encoding")
                    + " of this process lacks; set LC_ALL=C.UTF-8, or set data.dir to a folder in ASCII.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new EmbeddedServerException("The data folder \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" has a line break or another control character in its path;"
                    + " set data.dir to a folder without one.");
        }
    }
}

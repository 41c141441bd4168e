package social.skein.datafolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distinguishes a folder from its copies, which have another inode, and from its former places.
 *
 * @param path the real path, without symbolic links
 */
public record FolderIdentity(long device, long inode, Path path) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,19}):(\\d{1,19}) (.+)");

    /** The identity of an existing folder; a symbolic link has that of its target. */
    public static FolderIdentity of(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Map<String, Object> attributes = Files.readAttributes(real, "unix:dev,ino");
        return new FolderIdentity(number(attributes, "dev"), number(attributes, "ino"), real);
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Parses the result of {@link #toString}; empty if the text is anything else. */
    public static Optional<FolderIdentity> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FolderIdentity(
                    Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Path.of(parts.group(3))));
        } catch (NumberFormatException | InvalidPathException foreign) {
            return Optional.empty();
        }
    }

    /** Whether both are one folder now, under any path. Device numbers may change when the machine restarts. */
    public boolean isSameFolder(FolderIdentity other) {
        return device == other.device && inode == other.inode;
    }

    /** Whether the folder is still where it was recorded: neither copied nor moved, but perhaps after a restart. */
    public boolean isSamePlace(FolderIdentity other) {
        return inode == other.inode && path.equals(other.path);
    }

    @Override
    public String toString() {
        return device + ":" + inode + " " + path;
    }
}

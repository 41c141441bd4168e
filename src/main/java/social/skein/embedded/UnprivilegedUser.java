package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How PostgreSQL is run, which refuses to be root: in a user namespace of its own, where root is nobody but still owns its files, or,
 * where containers forbid those, as the user 65534. Anyone but root runs it directly.
 */
record UnprivilegedUser(List<String> commandPrefix, int owner) {
    private static final int NOBODY = 65534;
    private static final int CURRENT_USER = -1;

    static UnprivilegedUser forPostgres() {
        List<String> asNobody =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs");
        if (!SystemCommand.succeeds(List.of("sh", "-c", "test \"$(id -u)\" = 0"))) {
            return currentUser();
        }
        if (SystemCommand.succeeds(List.of("unshare", "-U", "true"))) {
            return new UnprivilegedUser(List.of("unshare", "-U"), 0);
        }
        List<String> probe = new ArrayList<>(asNobody);
        probe.add("true");
        if (SystemCommand.succeeds(probe)) {
            return new UnprivilegedUser(asNobody, NOBODY);
        }
        throw new EmbeddedServerException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here;"
                        + " start Skein as an ordinary user.");
    }

    static UnprivilegedUser currentUser() {
        return new UnprivilegedUser(List.of(), CURRENT_USER);
    }

    List<String> wrap(List<String> command) {
        List<String> whole = new ArrayList<>(commandPrefix);
        whole.addAll(command);
        return whole;
    }

    /** A folder may come from a start of the other kind, as when a deployment moves into a container. */
    void chown(Path tree) {
        try {
            if (owner == CURRENT_USER || Files.getAttribute(tree, "unix:uid").equals(owner)) {
                return;
            }
            try (Stream<Path> found = Files.walk(tree)) {
                for (Path path : found.toList()) {
                    Files.setAttribute(path, "unix:uid", owner);
                }
            }
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    tree + " cannot be given to the user PostgreSQL runs as: " + Disk.describe(refused), refused);
        }
        requireReadable(tree);
    }

    private void requireReadable(Path tree) {
        if (owner == NOBODY && !SystemCommand.succeeds(wrap(List.of("test", "-r", tree.toString())))) {
            throw new EmbeddedServerException("PostgreSQL refuses to run as root, and the user " + NOBODY
                    + " it runs as instead cannot reach " + tree
                    + "; start Skein as an ordinary user, or set data.dir to a folder everyone may enter.");
        }
    }
}

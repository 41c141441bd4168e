package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that runs PostgreSQL, which refuses to run as root. If Skein is root, PostgreSQL runs in a user namespace in
 * which root is unprivileged but owns its files or, in containers that forbid user namespaces, as uid 65534; otherwise
 * as the current user.
 */
record UnprivilegedUser(List<String> commandPrefix, int owner) {
    private static final int NOBODY = 65534;
    private static final int CURRENT_USER = -1;

    static UnprivilegedUser forPostgres() {
        List<String> asNobody =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs");
        if (!SystemCommand.succeeds(List.of("sh", "-c", "test \"$(id -u)\" = 0"))) {
            return namedUser();
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
                        + " start Skein as an unprivileged user.");
    }

    /**
     * The current user, who needs an entry in /etc/passwd: initdb looks up the name. Without one, the user of a new user
     * namespace is nobody, who has a name, while the files still belong to the current user.
     */
    private static UnprivilegedUser namedUser() {
        if (!SystemCommand.succeeds(List.of("id", "-un"))
                && SystemCommand.succeeds(List.of("unshare", "-U", "id", "-un"))) {
            return new UnprivilegedUser(List.of("unshare", "-U"), CURRENT_USER);
        }
        return currentUser();
    }

    static UnprivilegedUser currentUser() {
        return new UnprivilegedUser(List.of(), CURRENT_USER);
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(commandPrefix);
        wrapped.addAll(command);
        return wrapped;
    }

    /** Changes the owner of a folder created by another kind of start, for instance after a move into a container. */
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
                    tree + " cannot be assigned to the user that runs PostgreSQL: " + Disk.describe(refused), refused);
        }
        requireReadable(tree);
    }

    private void requireReadable(Path tree) {
        if (owner == NOBODY && !SystemCommand.succeeds(wrap(List.of("test", "-r", tree.toString())))) {
            throw new EmbeddedServerException("PostgreSQL refuses to run as root, and the user " + NOBODY
                    + " it runs as instead cannot access " + tree
                    + "; start Skein as an unprivileged user, or set data.dir to a folder accessible to all users.");
        }
    }
}

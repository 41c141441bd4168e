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
record Unprivileged(List<String> prefix, int owner) {
    private static final int NOBODY = 65534;
    private static final int WHOEVER_RUNS = -1;

    static Unprivileged forPostgres() {
        List<String> asNobody =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs");
        if (!Command.works(List.of("sh", "-c", "test \"$(id -u)\" = 0"))) {
            return asWeAre();
        }
        if (Command.works(List.of("unshare", "-U", "true"))) {
            return new Unprivileged(List.of("unshare", "-U"), 0);
        }
        List<String> probe = new ArrayList<>(asNobody);
        probe.add("true");
        if (Command.works(probe)) {
            return new Unprivileged(asNobody, NOBODY);
        }
        throw new EmbeddedFailure("PostgreSQL refuses to run as root, and neither unshare nor setpriv works here;"
                + " start Skein as an ordinary user.");
    }

    static Unprivileged asWeAre() {
        return new Unprivileged(List.of(), WHOEVER_RUNS);
    }

    List<String> run(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** A folder may come from a start of the other kind, as when a deployment moves into a container. */
    void give(Path tree) {
        try {
            if (owner == WHOEVER_RUNS || Files.getAttribute(tree, "unix:uid").equals(owner)) {
                return;
            }
            try (Stream<Path> found = Files.walk(tree)) {
                for (Path path : found.toList()) {
                    Files.setAttribute(path, "unix:uid", owner);
                }
            }
        } catch (IOException refused) {
            throw new EmbeddedFailure(
                    tree + " cannot be given to the user PostgreSQL runs as: " + Disk.reason(refused), refused);
        }
        refuseUnreachable(tree);
    }

    private void refuseUnreachable(Path tree) {
        if (owner == NOBODY && !Command.works(run(List.of("test", "-r", tree.toString())))) {
            throw new EmbeddedFailure("PostgreSQL refuses to run as root, and the user " + NOBODY
                    + " it runs as instead cannot reach " + tree
                    + "; start Skein as an ordinary user, or set data.dir to a folder everyone may enter.");
        }
    }
}

package social.skein.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.app.Stores;
import social.skein.config.Config;

/** Looks at what a start needs of the machine, without changing anything. */
public final class Doctor {
    private static final int MIN_JAVA = 17;
    private static final int RECOMMENDED_JAVA = 25;
    /** What the embedded servers' programs and an empty database take. */
    private static final long MIN_FREE_BYTES = 500L << 20;

    private static final long RECOMMENDED_FREE_BYTES = 2L << 30;

    private final Config config;

    public Doctor(Config config) {
        this.config = config;
    }

    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(FileLimitCheck.check());
        if (!Stores.embeddedServers(config).isEmpty()) {
            findings.add(dataDir());
            findings.add(diskSpace());
        }
        if (config.postgres().isEmbedded()) {
            findings.add(nonRootUser());
            findings.add(tar());
        }
        findings.addAll(new ConnectivityCheck(config).check());
        findings.add(port("http.port", config.http().host(), config.http().port()));
        findings.add(port("ops.port", config.ops().host(), config.ops().port()));
        findings.add(clusterPort());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return version < MIN_JAVA
                ? Finding.fail("Java " + version, "Skein needs Java 17 or newer.")
                : Finding.ok("Java " + Runtime.version() + (version < RECOMMENDED_JAVA ? "; 25 starts faster" : ""));
    }

    private Finding dataDir() {
        Path nearest = nearestExisting(config.dataDir());
        boolean usable = Files.isDirectory(nearest) && Files.isWritable(nearest);
        String what = "data.dir " + config.dataDir().toAbsolutePath().normalize();
        return usable
                ? Finding.ok(
                        what + (nearest.equals(config.dataDir().toAbsolutePath().normalize()) ? "" : " can be made"))
                : Finding.fail(
                        what + " cannot be written", "Let this user write " + nearest + ", or set data.dir elsewhere.");
    }

    private Finding diskSpace() {
        try {
            long free = Files.getFileStore(nearestExisting(config.dataDir())).getUsableSpace();
            String what = String.format(Locale.ROOT, "%.1f GiB free for the data", free / (double) (1L << 30));
            String advice = "Free some, or set data.dir to a larger disk.";
            if (free < MIN_FREE_BYTES) {
                return Finding.fail(what, advice);
            }
            return free < RECOMMENDED_FREE_BYTES ? Finding.warn(what, advice) : Finding.ok(what);
        } catch (IOException unknown) {
            return Finding.warn("The free space for the data is unknown", unknown.toString());
        }
    }

    private static Finding nonRootUser() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Finding.ok("This user is not root, as PostgreSQL demands");
        }
        return findOnPath("unshare")
                .or(() -> findOnPath("setpriv"))
                .map(program -> Finding.ok("This user is root; PostgreSQL runs behind " + program))
                .orElseGet(() -> Finding.fail(
                        "This user is root, and neither unshare nor setpriv is there",
                        "PostgreSQL refuses to run as root: install util-linux, or start as another user."));
    }

    private static Finding tar() {
        return findOnPath("tar")
                .map(program -> Finding.ok(program + " unpacks the embedded PostgreSQL"))
                .orElseGet(
                        () -> Finding.warn("There is no tar", "The first start takes some seconds more without it."));
    }

    private static Optional<Path> findOnPath(String program) {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")) {
            Path path = Path.of(folder, program);
            if (Files.isExecutable(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private Finding port(String key, String host, int port) {
        String what = key + " " + port;
        if (port == 0 || isFree(host, port)) {
            return Finding.ok(what + (port == 0 ? ", any free one" : " is free"));
        }
        return ConnectivityCheck.isSkeinListening(config.ops().port())
                ? Finding.warn(
                        what + " is taken, and a Skein runs on this machine",
                        "If it is one of this data.dir, the next free port will do; else set " + key
                                + " to a free port.")
                : Finding.fail(what + " is taken by another program", "Stop that, or set " + key + " to a free port.");
    }

    /** Processes that are not told of each other each take the next free port. */
    private Finding clusterPort() {
        Config.Cluster cluster = config.cluster();
        return cluster.members().isEmpty() && !isFree(cluster.host(), cluster.port())
                ? Finding.ok("cluster.port " + cluster.port() + " is taken; the next free one will do")
                : port("cluster.port", cluster.host(), cluster.port());
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The folder, or else the nearest one above it that is there. */
    private static Path nearestExisting(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}

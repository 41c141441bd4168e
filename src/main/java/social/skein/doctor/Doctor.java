package social.skein.doctor;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import social.skein.app.Blocking;
import social.skein.app.RunningProcesses;
import social.skein.app.RunningProcesses.RunningProcess;
import social.skein.app.Stores;
import social.skein.config.Config;
import social.skein.embedded.ExecutableFinder;
import social.skein.embedded.PortProbe;
import social.skein.ffmpeg.FfmpegLocator;

/** Checks the requirements of a start on this machine. Changes nothing. */
public final class Doctor {
    private static final int MIN_JAVA = 17;
    private static final int RECOMMENDED_JAVA = 25;
    /** Disk space for the programs of the embedded servers and an empty database. */
    private static final long MIN_FREE_BYTES = 500L << 20;

    private static final long RECOMMENDED_FREE_BYTES = 2L << 30;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Config config;
    private final List<RunningProcess> processes;

    public Doctor(Config config) {
        this.config = config;
        this.processes = new RunningProcesses(config.dataDir()).list();
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
        findings.add(ffmpeg());
        findings.addAll(servers());
        findings.add(port("http.port", config.http().host(), config.http().port()));
        findings.add(port("ops.port", config.ops().host(), config.ops().port()));
        findings.add(clusterPort());
        return findings;
    }

    private List<Finding> servers() {
        Vertx vertx = Vertx.vertx();
        try {
            List<Finding> findings = new ArrayList<>(new StoreCheck(config, vertx).check());
            findings.add(new ObjectStoreCheck(config, vertx).check());
            findings.addAll(new ReadinessCheck(vertx).check(processes));
            return findings;
        } finally {
            Blocking.await(vertx.close().otherwiseEmpty(), CLOSE_TIMEOUT, "Closing the connections");
        }
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return version < MIN_JAVA
                ? Finding.fail("Java " + version, "Install Java 17 or newer.")
                : Finding.ok(
                        "Java " + Runtime.version() + (version < RECOMMENDED_JAVA ? "; Java 25 starts faster" : ""));
    }

    private Finding dataDir() {
        Path nearest = nearestExisting(config.dataDir());
        boolean usable = Files.isDirectory(nearest) && Files.isWritable(nearest);
        String folder = "data.dir " + config.dataDir().toAbsolutePath().normalize();
        return usable
                ? Finding.ok(folder
                        + (nearest.equals(config.dataDir().toAbsolutePath().normalize())
                                ? " is writable"
                                : " can be created"))
                : Finding.fail(
                        folder + " is not writable",
                        "Make " + nearest + " writable for this user, or change data.dir.");
    }

    private Finding diskSpace() {
        try {
            long free = Files.getFileStore(nearestExisting(config.dataDir())).getUsableSpace();
            String message = String.format(Locale.ROOT, "%.1f GiB free for the data", free / (double) (1L << 30));
            String advice = "Free some space, or set data.dir to a folder on a larger disk.";
            if (free < MIN_FREE_BYTES) {
                return Finding.fail(message, advice);
            }
            return free < RECOMMENDED_FREE_BYTES ? Finding.warn(message, advice) : Finding.ok(message);
        } catch (IOException unknown) {
            return Finding.warn("The free disk space cannot be determined", unknown.toString());
        }
    }

    private static Finding nonRootUser() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Finding.ok("This user is not root, as PostgreSQL requires");
        }
        return ExecutableFinder.find("unshare")
                .or(() -> ExecutableFinder.find("setpriv"))
                .map(program -> Finding.ok("This user is root; PostgreSQL is started through " + program))
                .orElseGet(() -> Finding.fail(
                        "This user is root, and neither unshare nor setpriv is installed",
                        "PostgreSQL refuses to run as root: install util-linux, or start as another user."));
    }

    private Finding ffmpeg() {
        try {
            return FfmpegLocator.find(config.media().ffmpeg(), config.media().avif())
                    .map(programs -> Finding.ok("ffmpeg " + programs.version() + " decodes video and sound"))
                    .orElseGet(() -> Finding.ok("Video and sound are refused: there is no ffmpeg (media.ffmpeg is "
                            + config.media().ffmpeg() + ")"));
        } catch (IllegalArgumentException unusable) {
            return Finding.fail(
                    "media.ffmpeg cannot be used: " + unusable.getMessage(),
                    "Set it to auto, none, or the path of an ffmpeg that has ffprobe beside it.");
        }
    }

    private static Finding tar() {
        return ExecutableFinder.find("tar")
                .map(program -> Finding.ok(program + " unpacks the embedded PostgreSQL"))
                .orElseGet(() -> Finding.warn(
                        "tar is not installed", "Install it: the embedded PostgreSQL is unpacked with it."));
    }

    private Finding port(String key, String host, int port) {
        String address = key + " " + port;
        if (port == 0 || PortProbe.isFree(host, port)) {
            return Finding.ok(address + (port == 0 ? ", any free port" : " is free"));
        }
        if (!PortProbe.isLocalAddress(host)) {
            return Finding.fail(
                    host + " is not an address of this machine",
                    "Set " + key.replace(".port", ".host") + " to one of its addresses, or 0.0.0.0 for all of them.");
        }
        return processes.stream()
                .filter(process -> process.httpPort() == port || process.opsPort() == port)
                .findFirst()
                .map(process -> Finding.ok(address + " is used by process " + process.pid()
                        + " of this data folder; a further process takes the next free port"))
                .orElseGet(() -> Finding.fail(
                        address + " is taken by another program", "Stop it, or set " + key + " to a free port."));
    }

    /** Without cluster.members each process takes the next free port. */
    private Finding clusterPort() {
        Config.Cluster cluster = config.cluster();
        return cluster.members().isEmpty() && !PortProbe.isFree(cluster.host(), cluster.port())
                ? Finding.ok("cluster.port " + cluster.port() + " is taken; the next free port is used")
                : port("cluster.port", cluster.host(), cluster.port());
    }

    /** The folder itself, or its nearest existing ancestor. */
    private static Path nearestExisting(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}

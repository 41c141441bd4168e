package social.skein.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.config.Config;

/**
 * The serving processes of a data folder, each with a file in {@code run/processes}, so that {@code doctor} can query
 * them. A process writes none if the folder does not exist.
 */
public final class RunningProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProcesses.class);
    private static final String FOLDER = "folder";
    private static final String STARTED = "started";
    private static final String HTTP = "http.port";
    private static final String OPS = "ops.port";
    private static final String OPS_HOST = "ops.host";
    private static final String DOMAIN = "domain";

    private final Path dataDir;

    public RunningProcesses(Path dataDir) {
        this.dataDir = dataDir;
    }

    /** A process that is alive; it may nevertheless not answer. */
    public record RunningProcess(long pid, String domain, int httpPort, String opsHost, int opsPort) {}

    /** Records this process, with the ports that it listens on. */
    void add(Config config) {
        try {
            if (Files.isDirectory(dataDir)) {
                Files.createDirectories(folder());
                Files.writeString(file(), lines(config));
            }
        } catch (IOException unwritable) {
            LOG.debug("doctor will not find this process: {}", unwritable.toString());
        }
    }

    private String lines(Config config) throws IOException {
        return FOLDER + "=" + dataDir.toRealPath().toString().replace("\\", "\\\\") + "\n" + STARTED + "="
                + startTime(ProcessHandle.current()) + "\n" + HTTP + "="
                + config.http().port() + "\n" + DOMAIN + "="
                + config.domain() + "\n" + OPS_HOST + "="
                + config.ops().host() + "\n" + OPS + "=" + config.ops().port() + "\n";
    }

    void remove() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException unwritable) {
            LOG.debug("The file of this process was not deleted: {}", unwritable.toString());
        }
    }

    /** The processes that are alive, by process id. Those of a folder of which this one is a copy do not count. */
    public List<RunningProcess> list() {
        List<RunningProcess> running = new ArrayList<>();
        if (!Files.isDirectory(folder())) {
            return running;
        }
        try (var files = Files.list(folder())) {
            for (Path file : files.toList()) {
                read(file).ifPresent(running::add);
            }
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", folder(), unreadable.toString());
        }
        running.sort(Comparator.comparingLong(RunningProcess::pid));
        return running;
    }

    private Optional<RunningProcess> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            long pid = Long.parseLong(String.valueOf(file.getFileName()));
            boolean alive = ProcessHandle.of(pid)
                    .filter(process -> startTime(process).equals(properties.getProperty(STARTED)))
                    .filter(ProcessHandle::isAlive)
                    .isPresent();
            return alive && dataDir.toRealPath().toString().equals(properties.getProperty(FOLDER))
                    ? Optional.of(new RunningProcess(
                            pid,
                            properties.getProperty(DOMAIN, ""),
                            Integer.parseInt(properties.getProperty(HTTP, "")),
                            properties.getProperty(OPS_HOST, ""),
                            Integer.parseInt(properties.getProperty(OPS, ""))))
                    : Optional.empty();
        } catch (IOException | NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /** In seconds: Linux derives it from a boot time that is corrected by milliseconds from time to time. */
    private static String startTime(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Long.toString(Math.round(start.toEpochMilli() / 1000.0)))
                .orElse("");
    }

    private Path folder() {
        return dataDir.resolve("run").resolve("processes");
    }

    private Path file() {
        return folder().resolve(Long.toString(ProcessHandle.current().pid()));
    }
}

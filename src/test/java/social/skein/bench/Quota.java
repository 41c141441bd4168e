package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives processes a part of a core each, as on small machines of their own: control groups of Linux, one for each process,
 * which whoever measures may make.
 */
final class Quota implements AutoCloseable {
    private static final Path FIRST = Path.of("/sys/fs/cgroup/cpu");
    private static final Path SECOND = Path.of("/sys/fs/cgroup");

    /** Short beside what anybody waits for. */
    private static final int PERIOD_MICROS = 20_000;

    private final List<Path> groups = new ArrayList<>();

    private Quota() {}

    /** Holds each of them to so much; nothing where that cannot be done here. */
    static Optional<Quota> of(List<Running> processes, double core) {
        Quota quota = new Quota();
        try {
            for (Running process : processes) {
                quota.hold(process.process().pid(), Math.round(core * PERIOD_MICROS));
            }
            return Optional.of(quota);
        } catch (IOException forbidden) {
            quota.close();
            return Optional.empty();
        }
    }

    private void hold(long pid, long micros) throws IOException {
        boolean isFirst = Files.isDirectory(FIRST);
        Path group = Files.createDirectory((isFirst ? FIRST : SECOND).resolve("skein-bench-" + pid));
        groups.add(group);
        if (isFirst) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(micros));
        } else {
            Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** All of them have whole cores again. */
    @Override
    public void close() {
        for (Path group : groups) {
            try {
                for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                    Files.writeString(group.resolveSibling("cgroup.procs"), pid);
                }
                Files.delete(group);
            } catch (IOException left) {
                throw new UncheckedIOException("The control group " + group + " is left", left);
            }
        }
    }
}

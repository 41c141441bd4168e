package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits each process to a fraction of a core, as on a small machine, with one Linux control group per process. The
 * user needs permission to create control groups.
 */
final class CpuQuota implements AutoCloseable {
    private static final Path CGROUP_V1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path CGROUP_V2 = Path.of("/sys/fs/cgroup");

    /** Short in comparison with the measured latencies. */
    private static final int PERIOD_MICROS = 20_000;

    private final List<Path> groups = new ArrayList<>();

    private CpuQuota() {}

    /** Limits each of these processes; returns empty if control groups cannot be created here. */
    static Optional<CpuQuota> limit(List<SkeinProcess> processes, double coreShare) {
        CpuQuota quota = new CpuQuota();
        try {
            for (SkeinProcess process : processes) {
                quota.limitProcess(process.process().pid(), Math.round(coreShare * PERIOD_MICROS));
            }
            return Optional.of(quota);
        } catch (IOException forbidden) {
            quota.close();
            return Optional.empty();
        }
    }

    private void limitProcess(long pid, long micros) throws IOException {
        boolean isVersion1 = Files.isDirectory(CGROUP_V1);
        Path group = Files.createDirectory((isVersion1 ? CGROUP_V1 : CGROUP_V2).resolve("skein-bench-" + pid));
        groups.add(group);
        if (isVersion1) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(micros));
        } else {
            Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** Removes the limits. */
    @Override
    public void close() {
        for (Path group : groups) {
            try {
                for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                    Files.writeString(group.resolveSibling("cgroup.procs"), pid);
                }
                Files.delete(group);
            } catch (IOException failure) {
                throw new UncheckedIOException("The control group " + group + " could not be deleted", failure);
            }
        }
    }
}

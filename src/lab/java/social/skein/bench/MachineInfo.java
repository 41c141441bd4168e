package social.skein.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine and version that a measurement depends on.
 *
 * @param load the load average before the run, which indicates how much CPU other processes used
 */
record MachineInfo(int cores, String cpu, String system, String java, double load, String commit) {
    static MachineInfo detect() {
        return new MachineInfo(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                gitCommit());
    }

    @Override
    public String toString() {
        return String.format(
                "%d cores (%s, %s), load average before %.1f, Java %s, commit %s",
                cores, cpu, system, load, java, commit);
    }

    /** Returns the checked-out commit, marked as dirty if files differ from it. */
    private static String gitCommit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() ? "unknown" : commit;
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown CPU");
        } catch (IOException notLinux) {
            return "unknown CPU";
        }
    }
}

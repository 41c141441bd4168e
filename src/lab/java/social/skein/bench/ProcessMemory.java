package social.skein.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures the memory of processes. Shared pages are divided among their processes, so that a sum counts them once. */
final class ProcessMemory {
    static final String NOTE = "memory of processes is the proportional set size of the kernel (Linux only)";

    private static final Pattern PSS = Pattern.compile("Pss: +(\\d+) kB");
    private static final double MIB = 1 << 20;

    private ProcessMemory() {}

    /** Returns one measurement per kind of process, and their sum. */
    static List<Measurement> measure(BenchDeployment deployment) {
        Map<String, Double> kinds = new TreeMap<>();
        deployment.allProcesses().forEach(process -> kinds.merge(processKind(process), pssMiB(process), Double::sum));
        List<Measurement> measurements = new ArrayList<>();
        kinds.forEach((kind, mib) -> measurements.add(Measurement.amount("resident, " + kind, mib, "MiB")));
        double total = kinds.values().stream().mapToDouble(mib -> mib).sum();
        measurements.add(Measurement.amount("resident, all processes", total, "MiB"));
        return measurements;
    }

    /** Returns the sum in MiB. */
    static double totalMiB(Stream<ProcessHandle> processes) {
        return processes.mapToDouble(ProcessMemory::pssMiB).sum();
    }

    static String processKind(ProcessHandle process) {
        String command = process.info().commandLine().orElse("").toLowerCase(Locale.ROOT);
        if (command.contains("postgres")) {
            return "PostgreSQL";
        } else if (command.contains("redis") || command.contains("valkey")) {
            return "Redis";
        } else if (command.contains("kafka")) {
            return "Kafka";
        }
        return command.contains("serve") ? "Skein, including the store launcher" : "supervisors";
    }

    private static double pssMiB(ProcessHandle process) {
        try {
            Matcher matcher = PSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
            return Optional.of(matcher)
                            .filter(Matcher::find)
                            .map(found -> Long.parseLong(found.group(1)))
                            .orElse(0L)
                    * 1024
                    / MIB;
        } catch (IOException endedOrNotLinux) {
            return 0;
        }
    }
}

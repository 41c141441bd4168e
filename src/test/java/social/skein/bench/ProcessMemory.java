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

/** How much memory processes take. Pages that several share are divided among them, so that a sum counts them once. */
final class ProcessMemory {
    static final String NOTE = "memory of processes is proportional set size (Linux only), as the kernel counts it";

    private static final Pattern PSS = Pattern.compile("Pss: +(\\d+) kB");
    private static final double MIB = 1 << 20;

    private ProcessMemory() {}

    /** One figure for each kind of process, and one for all. */
    static List<Measurement> measure(BenchDeployment stand) {
        Map<String, Double> kinds = new TreeMap<>();
        stand.allProcesses().forEach(process -> kinds.merge(processKind(process), pssMiB(process), Double::sum));
        List<Measurement> figures = new ArrayList<>();
        kinds.forEach((kind, mib) -> figures.add(Measurement.amount("resident, " + kind, mib, "MiB")));
        double all = kinds.values().stream().mapToDouble(mib -> mib).sum();
        figures.add(Measurement.amount("resident, all processes", all, "MiB"));
        return figures;
    }

    /** MiB of all these together. */
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
        return command.contains("serve") ? "Skein and who holds its servers" : "their guards";
    }

    private static double pssMiB(ProcessHandle process) {
        try {
            Matcher share = PSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
            return Optional.of(share)
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

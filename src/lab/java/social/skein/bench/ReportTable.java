package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Renders a report as a text table. */
final class ReportTable {
    private static final String ROW = "  %-50s %14s %-4s %-16s %9s %9s %21s %8s";

    private ReportTable() {}

    static String render(BenchReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "", "", "", "target", "p50 ms", "p99 ms", "CPU ms of srv/sto/cli", "bytes")
                .stripTrailing());
        for (ScenarioResult section : report.sections()) {
            lines.add(section.part() + ": " + section.title());
            section.figures().forEach(measurement -> lines.add(row(measurement)));
            section.notes().forEach(note -> lines.add("    " + note));
            if (!section.cores().isEmpty()) {
                lines.add("    cores: " + section.cores());
            }
            lines.add("");
        }
        lines.add(report.machine().toString());
        if (report.quick()) {
            lines.add("A quick run: a smoke test, with results of cold servers.");
        }
        return String.join("\n", lines);
    }

    private static String row(Measurement measurement) {
        return String.format(
                                Locale.ROOT,
                                ROW,
                                measurement.what(),
                                number(measurement.value()),
                                measurement.unit(),
                                measurement
                                        .aim()
                                        .map(threshold -> threshold(threshold, measurement.value()))
                                        .orElse(""),
                                measurement
                                        .latency()
                                        .map(latency -> number(latency.p50()))
                                        .orElse(""),
                                measurement
                                        .latency()
                                        .map(latency -> number(latency.p99()))
                                        .orElse(""),
                                measurement.cost().map(ReportTable::cpu).orElse(""),
                                measurement.cost().map(ReportTable::bytes).orElse(""))
                        .stripTrailing()
                + measurement.cost().flatMap(ReportTable::failures).orElse("");
    }

    private static String threshold(Measurement.Threshold threshold, double value) {
        return (threshold.atLeast() ? ">= " : "<= ")
                + number(threshold.bound())
                + (threshold.isMet(value) ? " ok" : " missed");
    }

    private static String cpu(Measurement.Cost cost) {
        return String.format(
                Locale.ROOT, "%s/%s/%s", number(cost.server()), number(cost.stores()), number(cost.client()));
    }

    private static String bytes(Measurement.Cost cost) {
        return cost.bytesEach() == 0 ? "" : String.format(Locale.ROOT, "%,d", cost.bytesEach());
    }

    private static Optional<String> failures(Measurement.Cost cost) {
        return cost.failures() == 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "  %,d requests FAILED", cost.failures()));
    }

    /** Formats a value with three significant digits, and all digits before the decimal point. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == 0
                ? "%,.0f"
                : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}

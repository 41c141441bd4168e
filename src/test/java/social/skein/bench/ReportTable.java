package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as people read it. */
final class ReportTable {
    private static final String ROW = "  %-50s %14s %-4s %-12s %9s %9s %21s %8s";

    private ReportTable() {}

    static String render(BenchReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "", "", "", "aim", "p50 ms", "p99 ms", "CPU ms of srv/sto/cli", "bytes")
                .stripTrailing());
        for (ScenarioResult section : report.sections()) {
            lines.add(section.part() + ": " + section.title());
            section.figures().forEach(figure -> lines.add(row(figure)));
            section.notes().forEach(note -> lines.add("    " + note));
            if (!section.cores().isEmpty()) {
                lines.add("    on the cores: " + section.cores());
            }
            lines.add("");
        }
        lines.add(report.machine().toString());
        if (report.quick()) {
            lines.add("A quick run: it shows that everything works, and its figures are those of cold servers.");
        }
        return String.join("\n", lines);
    }

    private static String row(Measurement figure) {
        return String.format(
                                Locale.ROOT,
                                ROW,
                                figure.what(),
                                number(figure.value()),
                                figure.unit(),
                                figure.aim()
                                        .map(aim -> threshold(aim, figure.value()))
                                        .orElse(""),
                                figure.latency()
                                        .map(latency -> number(latency.p50()))
                                        .orElse(""),
                                figure.latency()
                                        .map(latency -> number(latency.p99()))
                                        .orElse(""),
                                figure.cost().map(ReportTable::cpu).orElse(""),
                                figure.cost().map(ReportTable::bytes).orElse(""))
                        .stripTrailing()
                + figure.cost().flatMap(ReportTable::failures).orElse("");
    }

    private static String threshold(Measurement.Threshold aim, double value) {
        return (aim.atLeast() ? ">= " : "<= ") + number(aim.bound()) + (aim.isMet(value) ? " ok" : " no");
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
                : Optional.of(String.format(Locale.ROOT, "  %,d WERE NOT ANSWERED 200", cost.failures()));
    }

    /** Three digits that mean something, more where they come before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == 0
                ? "%,.0f"
                : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }
}

package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Renders the results of all rungs as two Markdown tables: throughput and latency, and CPU time per request. */
final class LadderTable {
    private static final String RESULT_ROW = "| %-4s | %-28s | %9s | %10s | %6s | %6s | %12s | %6s | %15s |";
    private static final String CPU_ROW = "| %-4s | %8s | %8s | %10s | %8s | %8s | %8s | %8s |";

    private LadderTable() {}

    static String render(List<RungResult> results, MachineInfo machine, boolean quick) {
        List<String> lines = new ArrayList<>(resultTable(results));
        lines.addAll(List.of("", "CPU milliseconds per request, including all subsequent work:", ""));
        lines.addAll(cpuTable(results));
        results.stream()
                .filter(result -> result.failures() > 0)
                .forEach(result -> lines.add(String.format(
                        Locale.ROOT, "%nOn rung %d %,d requests FAILED.", result.rung(), result.failures())));
        lines.add("");
        lines.add(machine + (quick ? "; a quick run, with servers that are hardly warm." : "."));
        return String.join("\n", lines);
    }

    private static List<String> resultTable(List<RungResult> results) {
        List<String> rows = new ArrayList<>();
        rows.add(String.format(
                RESULT_ROW,
                "rung",
                "",
                "processes",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "deliveries/s",
                "MiB",
                "queries/request"));
        rows.add(separatorRow("|---|---|", 7));
        results.forEach(result -> rows.add(String.format(
                RESULT_ROW,
                result.rung(),
                result.title(),
                result.processes(),
                ReportTable.number(result.perSecond()),
                ReportTable.number(result.p50()),
                ReportTable.number(result.p99()),
                ReportTable.number(result.deliveries()),
                ReportTable.number(result.mebibytes()),
                queries(result.statements()))));
        return rows;
    }

    private static List<String> cpuTable(List<RungResult> results) {
        List<String> rows = new ArrayList<>();
        List<Object> headers = new ArrayList<>(List.of("rung"));
        for (CpuConsumer consumer : CpuConsumer.values()) {
            headers.add(consumer.title());
        }
        headers.add("total");
        rows.add(String.format(CPU_ROW, headers.toArray()));
        rows.add(separatorRow("|---|", CpuConsumer.values().length + 1));
        for (RungResult result : results) {
            List<Object> cells = new ArrayList<>(List.of(result.rung()));
            for (CpuConsumer consumer : CpuConsumer.values()) {
                cells.add(
                        result.cpu().containsKey(consumer)
                                ? milliseconds(result.cpu().get(consumer))
                                : "");
            }
            cells.add(milliseconds(result.totalCpu()));
            rows.add(String.format(CPU_ROW, cells.toArray()));
        }
        return rows;
    }

    private static String separatorRow(String first, int numbers) {
        return first + String.join("", Collections.nCopies(numbers, "--:|"));
    }

    private static String queries(RungDeployment.StatementCounts statements) {
        return ReportTable.number(statements.primary())
                + (statements.replica() == 0 ? "" : " + " + ReportTable.number(statements.replica()) + " (replica)");
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

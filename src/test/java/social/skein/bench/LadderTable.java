package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A climb as two tables in Markdown, which people read as they are too: what each rung gives, and what a request takes there. */
final class LadderTable {
    private static final String RESULT_ROW = "| %-4s | %-28s | %9s | %10s | %6s | %6s | %12s | %6s | %18s |";
    private static final String CPU_ROW = "| %-4s | %8s | %8s | %10s | %8s | %8s | %8s | %8s |";

    private LadderTable() {}

    static String render(List<RungResult> steps, MachineInfo machine, boolean quick) {
        List<String> lines = new ArrayList<>(resultTable(steps));
        lines.addAll(List.of("", "CPU milliseconds of a request, with all that follows from it:", ""));
        lines.addAll(cpuTable(steps));
        steps.stream()
                .filter(step -> step.failures() > 0)
                .forEach(step -> lines.add(String.format(
                        Locale.ROOT, "%nOn rung %d %,d WERE NOT ANSWERED 200.", step.rung(), step.failures())));
        lines.add("");
        lines.add(machine + (quick ? "; a quick run, whose servers are hardly warm." : "."));
        return String.join("\n", lines);
    }

    private static List<String> resultTable(List<RungResult> steps) {
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
                "queries a request"));
        rows.add(separatorRow("|---|---|", 7));
        steps.forEach(step -> rows.add(String.format(
                RESULT_ROW,
                step.rung(),
                step.title(),
                step.processes(),
                ReportTable.number(step.perSecond()),
                ReportTable.number(step.p50()),
                ReportTable.number(step.p99()),
                ReportTable.number(step.deliveries()),
                ReportTable.number(step.mebibytes()),
                queries(step.statements()))));
        return rows;
    }

    private static List<String> cpuTable(List<RungResult> steps) {
        List<String> rows = new ArrayList<>();
        List<Object> heads = new ArrayList<>(List.of("rung"));
        for (CpuConsumer spender : CpuConsumer.values()) {
            heads.add(spender.title());
        }
        heads.add("all");
        rows.add(String.format(CPU_ROW, heads.toArray()));
        rows.add(separatorRow("|---|", CpuConsumer.values().length + 1));
        for (RungResult step : steps) {
            List<Object> cells = new ArrayList<>(List.of(step.rung()));
            for (CpuConsumer spender : CpuConsumer.values()) {
                cells.add(
                        step.cpu().containsKey(spender)
                                ? milliseconds(step.cpu().get(spender))
                                : "");
            }
            cells.add(milliseconds(step.totalCpu()));
            rows.add(String.format(CPU_ROW, cells.toArray()));
        }
        return rows;
    }

    private static String separatorRow(String first, int numbers) {
        return first + String.join("", Collections.nCopies(numbers, "--:|"));
    }

    private static String queries(RungDeployment.StatementCounts asked) {
        return ReportTable.number(asked.primary())
                + (asked.replica() == 0 ? "" : " + " + ReportTable.number(asked.replica()) + " (replica)");
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

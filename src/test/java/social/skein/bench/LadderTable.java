package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A climb as a table in Markdown, which people read as it is too. */
final class LadderTable {
    private static final String ROW = "| %-4s | %-28s | %9s | %10s | %6s | %6s | %12s | %6s | %12s |";

    private LadderTable() {}

    static String of(List<Step> steps, Machine machine, boolean quick) {
        List<String> lines = new ArrayList<>();
        lines.add(row("rung", "", "processes", "requests/s", "p50 ms", "p99 ms", "deliveries/s", "MiB", "statements"));
        lines.add("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        steps.forEach(step -> lines.add(row(
                Integer.toString(step.rung()),
                step.title(),
                Integer.toString(step.processes()),
                Table.number(step.perSecond()),
                Table.number(step.p50()),
                Table.number(step.p99()),
                Table.number(step.deliveries()),
                Table.number(step.mebibytes()),
                Table.number(step.statements()))));
        steps.stream()
                .filter(step -> step.failures() > 0)
                .forEach(step -> lines.add(String.format(
                        Locale.ROOT, "%nOn rung %d %,d WERE NOT ANSWERED 200.", step.rung(), step.failures())));
        lines.add("");
        lines.add(machine + (quick ? "; a quick run, whose servers are hardly warm." : "."));
        return String.join("\n", lines);
    }

    private static String row(String... cells) {
        return String.format(ROW, (Object[]) cells);
    }
}

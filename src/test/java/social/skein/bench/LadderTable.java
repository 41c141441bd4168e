package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A climb as two tables in Markdown, which people read as they are too: what each rung gives, and what a request takes there. */
final class LadderTable {
    private static final String GIVEN = "| %-4s | %-28s | %9s | %10s | %6s | %6s | %12s | %6s | %18s |";
    private static final String TAKEN = "| %-4s | %8s | %8s | %10s | %8s | %8s | %8s | %8s |";

    private LadderTable() {}

    static String of(List<Step> steps, Machine machine, boolean quick) {
        List<String> lines = new ArrayList<>(given(steps));
        lines.addAll(List.of("", "CPU milliseconds of a request, with all that follows from it:", ""));
        lines.addAll(taken(steps));
        steps.stream()
                .filter(step -> step.failures() > 0)
                .forEach(step -> lines.add(String.format(
                        Locale.ROOT, "%nOn rung %d %,d WERE NOT ANSWERED 200.", step.rung(), step.failures())));
        lines.add("");
        lines.add(machine + (quick ? "; a quick run, whose servers are hardly warm." : "."));
        return String.join("\n", lines);
    }

    private static List<String> given(List<Step> steps) {
        List<String> rows = new ArrayList<>();
        rows.add(String.format(
                GIVEN,
                "rung",
                "",
                "processes",
                "requests/s",
                "p50 ms",
                "p99 ms",
                "deliveries/s",
                "MiB",
                "queries a request"));
        rows.add(rule("|---|---|", 7));
        steps.forEach(step -> rows.add(String.format(
                GIVEN,
                step.rung(),
                step.title(),
                step.processes(),
                Table.number(step.perSecond()),
                Table.number(step.p50()),
                Table.number(step.p99()),
                Table.number(step.deliveries()),
                Table.number(step.mebibytes()),
                queries(step.statements()))));
        return rows;
    }

    private static List<String> taken(List<Step> steps) {
        List<String> rows = new ArrayList<>();
        List<Object> heads = new ArrayList<>(List.of("rung"));
        for (Spender spender : Spender.values()) {
            heads.add(spender.title());
        }
        heads.add("all");
        rows.add(String.format(TAKEN, heads.toArray()));
        rows.add(rule("|---|", Spender.values().length + 1));
        for (Step step : steps) {
            List<Object> cells = new ArrayList<>(List.of(step.rung()));
            for (Spender spender : Spender.values()) {
                cells.add(
                        step.cpu().containsKey(spender)
                                ? milliseconds(step.cpu().get(spender))
                                : "");
            }
            cells.add(milliseconds(step.cpuOfAll()));
            rows.add(String.format(TAKEN, cells.toArray()));
        }
        return rows;
    }

    private static String rule(String first, int numbers) {
        return first + String.join("", Collections.nCopies(numbers, "--:|"));
    }

    private static String queries(Footing.Statements asked) {
        return Table.number(asked.primary())
                + (asked.replica() == 0 ? "" : " + " + Table.number(asked.replica()) + " (replica)");
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

package social.skein.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Renders the results of all rungs as an SVG chart: one panel per metric, one bar per rung. */
final class LadderPlot {
    private static final int WIDTH = 1080;
    private static final int HEIGHT = 660;
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_HEIGHT = 180;

    /** The space between panels, and above each for its title or below it for its legend. */
    private static final int GAP = 40;

    private LadderPlot() {}

    /** A segment of a bar; the label is empty if the bar has only one segment. */
    private record BarSegment(String label, String colour) {}

    private record BarChart(String title, List<BarSegment> segments, Function<RungResult, List<Double>> values) {
        static BarChart of(String title, String colour, Function<RungResult, Double> value) {
            return new BarChart(title, List.of(new BarSegment("", colour)), result -> List.of(value.apply(result)));
        }

        double sum(RungResult result) {
            return values.apply(result).stream().mapToDouble(each -> each).sum();
        }
    }

    /** A palette for readers with colour vision deficiency (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#56b4e9", "#e69f00", "#f0e442", "#d55e00", "#009e73");

    private static final List<BarChart> CHARTS = List.of(
            BarChart.of("Requests per second", "#0072b2", RungResult::perSecond),
            BarChart.of("p99 latency, ms", "#d55e00", RungResult::p99),
            BarChart.of("Deliveries per second", "#009e73", RungResult::deliveries),
            BarChart.of("Memory of all processes, MiB", "#cc79a7", RungResult::mebibytes),
            new BarChart(
                    "Database queries per request",
                    List.of(new BarSegment("primary", "#e69f00"), new BarSegment("replica", "#f0e442")),
                    result -> List.of(
                            result.statements().primary(), result.statements().replica())),
            new BarChart(
                    "CPU per request, ms",
                    cpuSegments(),
                    result -> Arrays.stream(CpuConsumer.values())
                            .map(consumer -> result.cpu().getOrDefault(consumer, 0.0))
                            .toList()));

    private static List<BarSegment> cpuSegments() {
        return Arrays.stream(CpuConsumer.values())
                .map(consumer -> new BarSegment(consumer.title(), COLOURS.get(consumer.ordinal())))
                .toList();
    }

    static String render(List<RungResult> results, MachineInfo machine) {
        List<String> elements = new ArrayList<>();
        elements.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT));
        // An explicit background, since the chart is also shown on dark pages.
        elements.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < CHARTS.size(); i++) {
            int left = GAP + i % COLUMNS * (PANEL_WIDTH + GAP);
            int top = GAP + i / COLUMNS * (PANEL_HEIGHT + 2 * GAP + 20);
            elements.addAll(panel(CHARTS.get(i), results, left, top));
        }
        elements.add(SvgPanel.text(
                GAP,
                HEIGHT - 44,
                "start",
                results.stream()
                        .map(result -> result.rung() + " " + result.title())
                        .collect(Collectors.joining("   ·   "))));
        elements.add(SvgPanel.text(GAP, HEIGHT - 20, "start", machine.toString()));
        elements.add("</svg>\n");
        return String.join("\n", elements);
    }

    private static List<String> panel(BarChart chart, List<RungResult> results, int left, int top) {
        // Leaves room for the number above the highest bar.
        double highest = results.stream().mapToDouble(chart::sum).max().orElse(1);
        double scale = PANEL_HEIGHT * 0.85 / Math.max(highest, Double.MIN_NORMAL);
        List<String> elements = new ArrayList<>();
        elements.add(SvgPanel.text(left + PANEL_WIDTH / 2, top - 10, "middle", chart.title));
        int barSpacing = PANEL_WIDTH / results.size();
        for (int i = 0; i < results.size(); i++) {
            RungResult result = results.get(i);
            int middle = left + i * barSpacing + barSpacing / 2;
            elements.addAll(bar(chart, result, scale, middle - barSpacing / 3, top + PANEL_HEIGHT, barSpacing * 2 / 3));
            int height = (int) Math.round(chart.sum(result) * scale);
            elements.add(
                    SvgPanel.text(middle, top + PANEL_HEIGHT - height - 5, "middle", abbreviate(chart.sum(result))));
            elements.add(SvgPanel.text(middle, top + PANEL_HEIGHT + 17, "middle", Integer.toString(result.rung())));
        }
        elements.add(String.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#444\"/>",
                left, top + PANEL_HEIGHT, left + PANEL_WIDTH, top + PANEL_HEIGHT));
        elements.addAll(legend(chart, left, top + PANEL_HEIGHT + GAP));
        return elements;
    }

    /** Draws the segments of a bar on top of each other, the first at the bottom. */
    private static List<String> bar(BarChart chart, RungResult result, double scale, int left, int bottom, int width) {
        List<String> elements = new ArrayList<>();
        List<Double> values = chart.values.apply(result);
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            double height = values.get(i) * scale;
            if (height > 0) {
                elements.add(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                        left,
                        bottom - below - height,
                        width,
                        height,
                        chart.segments.get(i).colour));
            }
            below += height;
        }
        return elements;
    }

    private static List<String> legend(BarChart chart, int left, int top) {
        List<String> entries = new ArrayList<>();
        if (chart.segments.size() > 1) {
            for (int i = 0; i < chart.segments.size(); i++) {
                int x = left + i % COLUMNS * (PANEL_WIDTH / COLUMNS);
                int y = top + i / COLUMNS * 18;
                entries.add(String.format(
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                        x, y - 10, chart.segments.get(i).colour));
                entries.add(SvgPanel.text(x + 18, y, "start", chart.segments.get(i).label));
            }
        }
        return entries;
    }

    /** Formats a value short enough to fit above its bar. */
    private static String abbreviate(double value) {
        return value >= 10_000
                ? String.format(Locale.ROOT, "%.0fk", value / 1_000)
                : String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.2f", value);
    }
}

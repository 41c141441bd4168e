package social.skein.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A climb as a picture in SVG: one panel for each thing that is measured, one bar for each rung. */
final class LadderPlot {
    private static final int WIDTH = 1080;
    private static final int HEIGHT = 660;
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_HEIGHT = 180;

    /** Between two panels, and above each for its title, or below for its legend. */
    private static final int GAP = 40;

    private LadderPlot() {}

    /** A part of a bar: what it stands for, or nothing where a bar has one part. */
    private record BarSegment(String label, String colour) {}

    private record BarChart(String title, List<BarSegment> segments, Function<RungResult, List<Double>> values) {
        static BarChart of(String title, String colour, Function<RungResult, Double> value) {
            return new BarChart(title, List.of(new BarSegment("", colour)), step -> List.of(value.apply(step)));
        }

        double sum(RungResult step) {
            return values.apply(step).stream().mapToDouble(each -> each).sum();
        }
    }

    /** Colours that people who do not tell red from green still tell apart (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#56b4e9", "#e69f00", "#f0e442", "#d55e00", "#009e73");

    private static final List<BarChart> CHARTS = List.of(
            BarChart.of("Requests a second", "#0072b2", RungResult::perSecond),
            BarChart.of("p99 of a request, ms", "#d55e00", RungResult::p99),
            BarChart.of("Deliveries a second", "#009e73", RungResult::deliveries),
            BarChart.of("Memory of all processes, MiB", "#cc79a7", RungResult::mebibytes),
            new BarChart(
                    "Database queries of a request",
                    List.of(new BarSegment("primary", "#e69f00"), new BarSegment("replica", "#f0e442")),
                    step -> List.of(
                            step.statements().primary(), step.statements().replica())),
            new BarChart(
                    "CPU of a request, ms",
                    cpuSegments(),
                    step -> Arrays.stream(CpuConsumer.values())
                            .map(spender -> step.cpu().getOrDefault(spender, 0.0))
                            .toList()));

    private static List<BarSegment> cpuSegments() {
        return Arrays.stream(CpuConsumer.values())
                .map(spender -> new BarSegment(spender.title(), COLOURS.get(spender.ordinal())))
                .toList();
    }

    static String render(List<RungResult> steps, MachineInfo machine) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT));
        // A ground of its own: the picture is read on dark pages too.
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < CHARTS.size(); i++) {
            int left = GAP + i % COLUMNS * (PANEL_WIDTH + GAP);
            int top = GAP + i / COLUMNS * (PANEL_HEIGHT + 2 * GAP + 20);
            parts.addAll(panel(CHARTS.get(i), steps, left, top));
        }
        parts.add(SvgPanel.text(
                GAP,
                HEIGHT - 44,
                "start",
                steps.stream().map(step -> step.rung() + " " + step.title()).collect(Collectors.joining("   ·   "))));
        parts.add(SvgPanel.text(GAP, HEIGHT - 20, "start", machine.toString()));
        parts.add("</svg>\n");
        return String.join("\n", parts);
    }

    private static List<String> panel(BarChart measure, List<RungResult> steps, int left, int top) {
        // A fifth is left above the highest for its number.
        double most = steps.stream().mapToDouble(measure::sum).max().orElse(1);
        double scale = PANEL_HEIGHT * 0.85 / Math.max(most, Double.MIN_NORMAL);
        List<String> drawn = new ArrayList<>();
        drawn.add(SvgPanel.text(left + PANEL_WIDTH / 2, top - 10, "middle", measure.title));
        int room = PANEL_WIDTH / steps.size();
        for (int i = 0; i < steps.size(); i++) {
            RungResult step = steps.get(i);
            int middle = left + i * room + room / 2;
            drawn.addAll(bar(measure, step, scale, middle - room / 3, top + PANEL_HEIGHT, room * 2 / 3));
            int height = (int) Math.round(measure.sum(step) * scale);
            drawn.add(SvgPanel.text(middle, top + PANEL_HEIGHT - height - 5, "middle", abbreviate(measure.sum(step))));
            drawn.add(SvgPanel.text(middle, top + PANEL_HEIGHT + 17, "middle", Integer.toString(step.rung())));
        }
        drawn.add(String.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#444\"/>",
                left, top + PANEL_HEIGHT, left + PANEL_WIDTH, top + PANEL_HEIGHT));
        drawn.addAll(legend(measure, left, top + PANEL_HEIGHT + GAP));
        return drawn;
    }

    /** Parts stand on each other, the first at the bottom. */
    private static List<String> bar(BarChart measure, RungResult step, double scale, int left, int bottom, int width) {
        List<String> parts = new ArrayList<>();
        List<Double> values = measure.values.apply(step);
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            double height = values.get(i) * scale;
            if (height > 0) {
                parts.add(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
                        left,
                        bottom - below - height,
                        width,
                        height,
                        measure.segments.get(i).colour));
            }
            below += height;
        }
        return parts;
    }

    private static List<String> legend(BarChart measure, int left, int top) {
        List<String> entries = new ArrayList<>();
        if (measure.segments.size() > 1) {
            for (int i = 0; i < measure.segments.size(); i++) {
                int x = left + i % COLUMNS * (PANEL_WIDTH / COLUMNS);
                int y = top + i / COLUMNS * 18;
                entries.add(String.format(
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                        x, y - 10, measure.segments.get(i).colour));
                entries.add(SvgPanel.text(x + 18, y, "start", measure.segments.get(i).label));
            }
        }
        return entries;
    }

    /** So short that it stays over its own bar. */
    private static String abbreviate(double value) {
        return value >= 10_000
                ? String.format(Locale.ROOT, "%.0fk", value / 1_000)
                : String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.2f", value);
    }
}

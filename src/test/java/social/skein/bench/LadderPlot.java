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
    private static final int ACROSS = 3;
    private static final int PANEL = 300;
    private static final int TALL = 180;

    /** Between two panels, and above each for its title, or below for its legend. */
    private static final int GAP = 40;

    private LadderPlot() {}

    /** A part of a bar: what it stands for, or nothing where a bar has one part. */
    private record Share(String label, String colour) {}

    private record Measure(String title, List<Share> shares, Function<Step, List<Double>> values) {
        static Measure of(String title, String colour, Function<Step, Double> value) {
            return new Measure(title, List.of(new Share("", colour)), step -> List.of(value.apply(step)));
        }

        double sum(Step step) {
            return values.apply(step).stream().mapToDouble(each -> each).sum();
        }
    }

    /** Colours that people who do not tell red from green still tell apart (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#56b4e9", "#e69f00", "#f0e442", "#d55e00", "#009e73");

    private static final List<Measure> MEASURES = List.of(
            Measure.of("Requests a second", "#0072b2", Step::perSecond),
            Measure.of("p99 of a request, ms", "#d55e00", Step::p99),
            Measure.of("Deliveries a second", "#009e73", Step::deliveries),
            Measure.of("Memory of all processes, MiB", "#cc79a7", Step::mebibytes),
            new Measure(
                    "Database queries of a request",
                    List.of(new Share("primary", "#e69f00"), new Share("replica", "#f0e442")),
                    step -> List.of(
                            step.statements().primary(), step.statements().replica())),
            new Measure(
                    "CPU of a request, ms",
                    spenders(),
                    step -> Arrays.stream(Spender.values())
                            .map(spender -> step.cpu().getOrDefault(spender, 0.0))
                            .toList()));

    private static List<Share> spenders() {
        return Arrays.stream(Spender.values())
                .map(spender -> new Share(spender.title(), COLOURS.get(spender.ordinal())))
                .toList();
    }

    static String of(List<Step> steps, Machine machine) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT));
        // A ground of its own: the picture is read on dark pages too.
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < MEASURES.size(); i++) {
            int left = GAP + i % ACROSS * (PANEL + GAP);
            int top = GAP + i / ACROSS * (TALL + 2 * GAP + 20);
            parts.addAll(panel(MEASURES.get(i), steps, left, top));
        }
        parts.add(Panel.text(
                GAP,
                HEIGHT - 44,
                "start",
                steps.stream().map(step -> step.rung() + " " + step.title()).collect(Collectors.joining("   ·   "))));
        parts.add(Panel.text(GAP, HEIGHT - 20, "start", machine.toString()));
        parts.add("</svg>\n");
        return String.join("\n", parts);
    }

    private static List<String> panel(Measure measure, List<Step> steps, int left, int top) {
        // A fifth is left above the highest for its number.
        double most = steps.stream().mapToDouble(measure::sum).max().orElse(1);
        double scale = TALL * 0.85 / Math.max(most, Double.MIN_NORMAL);
        List<String> drawn = new ArrayList<>();
        drawn.add(Panel.text(left + PANEL / 2, top - 10, "middle", measure.title));
        int room = PANEL / steps.size();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int middle = left + i * room + room / 2;
            drawn.addAll(bar(measure, step, scale, middle - room / 3, top + TALL, room * 2 / 3));
            int height = (int) Math.round(measure.sum(step) * scale);
            drawn.add(Panel.text(middle, top + TALL - height - 5, "middle", brief(measure.sum(step))));
            drawn.add(Panel.text(middle, top + TALL + 17, "middle", Integer.toString(step.rung())));
        }
        drawn.add(String.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#444\"/>",
                left, top + TALL, left + PANEL, top + TALL));
        drawn.addAll(legend(measure, left, top + TALL + GAP));
        return drawn;
    }

    /** Parts stand on each other, the first at the bottom. */
    private static List<String> bar(Measure measure, Step step, double scale, int left, int bottom, int width) {
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
                        measure.shares.get(i).colour));
            }
            below += height;
        }
        return parts;
    }

    private static List<String> legend(Measure measure, int left, int top) {
        List<String> entries = new ArrayList<>();
        if (measure.shares.size() > 1) {
            for (int i = 0; i < measure.shares.size(); i++) {
                int x = left + i % ACROSS * (PANEL / ACROSS);
                int y = top + i / ACROSS * 18;
                entries.add(String.format(
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                        x, y - 10, measure.shares.get(i).colour));
                entries.add(Panel.text(x + 18, y, "start", measure.shares.get(i).label));
            }
        }
        return entries;
    }

    /** So short that it stays over its own bar. */
    private static String brief(double value) {
        return value >= 10_000
                ? String.format(Locale.ROOT, "%.0fk", value / 1_000)
                : String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.2f", value);
    }
}

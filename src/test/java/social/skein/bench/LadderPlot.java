package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A climb as a picture in SVG: one panel for each thing that is measured, one bar for each rung. */
final class LadderPlot {
    private static final int WIDTH = 1060;
    private static final int HEIGHT = 560;
    private static final int ACROSS = 3;
    private static final int PANEL = 280;
    private static final int TALL = 170;

    private LadderPlot() {}

    private record Measure(String title, String colour, ToDoubleFunction<Step> value) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("requests a second", "#0072b2", Step::perSecond),
            new Measure("p99, ms", "#d55e00", Step::p99),
            new Measure("deliveries a second", "#009e73", Step::deliveries),
            new Measure("memory of all processes, MiB", "#cc79a7", Step::mebibytes),
            new Measure("database statements a request", "#e69f00", Step::statements),
            new Measure("processes of Skein", "#56b4e9", Step::processes));

    static String of(List<Step> steps, Machine machine) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT));
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < MEASURES.size(); i++) {
            int left = 50 + i % ACROSS * (PANEL + 50);
            int top = 50 + i / ACROSS * (TALL + 75);
            parts.addAll(bars(MEASURES.get(i), steps, left, top));
        }
        parts.add(Panel.text(50, HEIGHT - 20, "start", machine.toString()));
        parts.add("</svg>\n");
        return String.join("\n", parts);
    }

    private static List<String> bars(Measure measure, List<Step> steps, int left, int top) {
        double most = steps.stream().mapToDouble(measure.value).max().orElse(1);
        Panel panel = new Panel(left, top, PANEL, TALL, new Scale(0, 1), new Scale(0, 1));
        List<String> drawn = new ArrayList<>(panel.frame(measure.title, "rung"));
        int room = PANEL / steps.size();
        for (int i = 0; i < steps.size(); i++) {
            double value = measure.value.applyAsDouble(steps.get(i));
            // A fifth is left above the highest for its number.
            int height = (int) (TALL * 0.8 * value / Math.max(most, Double.MIN_NORMAL));
            int x = left + i * room;
            drawn.add(String.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                    x + room / 6, top + TALL - height, room * 2 / 3, height, measure.colour));
            drawn.add(Panel.text(x + room / 2, top + TALL - height - 5, "middle", Table.number(value)));
            drawn.add(Panel.text(
                    x + room / 2,
                    top + TALL + 18,
                    "middle",
                    Integer.toString(steps.get(i).rung())));
        }
        return drawn;
    }
}

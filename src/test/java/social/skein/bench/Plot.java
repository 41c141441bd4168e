package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report as a picture in SVG: how long answers took, and what is left of throughput as accounts grow. */
final class Plot {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 640;

    /** Colours that people who do not tell red from green still tell apart (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    private Plot() {}

    static String of(Report report) {
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        parts.addAll(latencies(report));
        parts.addAll(throughput(report));
        parts.add(Panel.text(60, HEIGHT - 14, "start", report.machine() + (report.quick() ? ", a quick run" : "")));
        parts.add("</svg>\n");
        return String.join("\n", parts);
    }

    /** The other panel shows those of each size, and one bare server stands for all that have about the same bytes. */
    private static List<Figure> waits(Report report) {
        return report.sections().stream()
                .filter(section -> section.curve().isEmpty())
                .flatMap(section -> section.figures().stream())
                .filter(figure -> figure.latency().isPresent() && !figure.what().equals(Duel.BARE))
                .limit(COLOURS.size())
                .toList();
    }

    /** Percentiles spread as they matter: each further nine takes as much room as the one before. */
    private static List<String> latencies(Report report) {
        List<Figure> figures = waits(report);
        List<Double> times = figures.stream()
                .flatMap(figure -> figure.latency().orElseThrow().curve().stream())
                .toList();
        Panel panel = new Panel(70, 50, 470, 400, new Scale(0, 3), Scale.logarithmic(times));
        List<String> drawn = new ArrayList<>(
                panel.frame("How long answers took, ms", "share of answers that came within that time"));
        if (figures.isEmpty()) {
            drawn.add(Panel.text(305, 250, "middle", "not measured in this run"));
            return drawn;
        }
        for (double percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
            drawn.add(panel.tickBelow(nines(percentile), percentile + " %"));
        }
        drawn.addAll(panel.powersOfTen());
        for (int i = 0; i < figures.size(); i++) {
            List<Double> curve = figures.get(i).latency().orElseThrow().curve();
            List<double[]> points = new ArrayList<>();
            for (int at = 0; at < curve.size(); at++) {
                points.add(new double[] {nines(Latency.PERCENTILES.get(at)), Math.log10(curve.get(at))});
            }
            drawn.add(panel.line(points, COLOURS.get(i)));
            drawn.add(panel.legend(i, COLOURS.get(i), figures.get(i).what()));
        }
        return drawn;
    }

    private static List<String> throughput(Report report) {
        List<Section.Point> curve = report.sections().stream()
                .flatMap(section -> section.curve().stream())
                .toList();
        List<Double> rates = curve.stream()
                .flatMap(point -> Stream.of(point.perSecond(), point.bare()))
                .toList();
        Panel panel = new Panel(660, 50, 470, 400, new Scale(3, 6), Scale.logarithmic(rates));
        List<String> drawn = new ArrayList<>(panel.frame("Home reads a second against accounts", "accounts"));
        if (curve.isEmpty()) {
            drawn.add(Panel.text(895, 250, "middle", "not measured in this run"));
            return drawn;
        }
        for (int power = 3; power <= 6; power++) {
            drawn.add(panel.tickBelow(power, String.format(Locale.ROOT, "%,.0f", Math.pow(10, power))));
        }
        drawn.addAll(panel.powersOfTen());
        drawn.add(panel.line(points(curve, false), COLOURS.get(0)));
        drawn.add(panel.line(points(curve, true), COLOURS.get(1)));
        drawn.add(panel.legend(0, COLOURS.get(0), "home, 20 entries"));
        drawn.add(panel.legend(1, COLOURS.get(1), Duel.BARE));
        return drawn;
    }

    private static List<double[]> points(List<Section.Point> curve, boolean bare) {
        return curve.stream()
                .map(point ->
                        new double[] {Math.log10(point.accounts()), Math.log10(bare ? point.bare() : point.perSecond())
                        })
                .toList();
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }
}

package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report as a picture in SVG: how long answers took, and what is left of throughput as accounts grow. */
final class ReportPlot {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 640;

    /** Colours that people who do not tell red from green still tell apart (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    private ReportPlot() {}

    static String render(BenchReport report) {
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
        parts.addAll(latencyPanel(report));
        parts.addAll(throughputPanel(report));
        parts.add(SvgPanel.text(60, HEIGHT - 14, "start", report.machine() + (report.quick() ? ", a quick run" : "")));
        parts.add("</svg>\n");
        return String.join("\n", parts);
    }

    /** The other panel shows those of each size, and one bare server stands for all that have about the same bytes. */
    private static List<Measurement> latencyMeasurements(BenchReport report) {
        return report.sections().stream()
                .filter(section -> section.curve().isEmpty())
                .flatMap(section -> section.figures().stream())
                .filter(figure ->
                        figure.latency().isPresent() && !figure.what().equals(BaselineComparison.BASELINE_LABEL))
                .limit(COLOURS.size())
                .toList();
    }

    /** Percentiles spread as they matter: each further nine takes as much room as the one before. */
    private static List<String> latencyPanel(BenchReport report) {
        List<Measurement> figures = latencyMeasurements(report);
        List<Double> times = figures.stream()
                .flatMap(figure -> figure.latency().orElseThrow().curve().stream())
                .toList();
        SvgPanel panel = new SvgPanel(70, 50, 470, 400, new AxisScale(0, 3), AxisScale.logarithmic(times));
        List<String> drawn = new ArrayList<>(
                panel.frame("How long answers took, ms", "share of answers that came within that time"));
        if (figures.isEmpty()) {
            drawn.add(SvgPanel.text(305, 250, "middle", "not measured in this run"));
            return drawn;
        }
        for (double percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
            drawn.add(panel.xTick(percentilePosition(percentile), percentile + " %"));
        }
        drawn.addAll(panel.logGrid());
        for (int i = 0; i < figures.size(); i++) {
            List<Double> curve = figures.get(i).latency().orElseThrow().curve();
            List<double[]> points = new ArrayList<>();
            for (int at = 0; at < curve.size(); at++) {
                points.add(new double[] {percentilePosition(Latency.PERCENTILES.get(at)), Math.log10(curve.get(at))});
            }
            drawn.add(panel.line(points, COLOURS.get(i)));
            drawn.add(panel.legend(i, COLOURS.get(i), figures.get(i).what()));
        }
        return drawn;
    }

    private static List<String> throughputPanel(BenchReport report) {
        List<ScenarioResult.SizePoint> curve = report.sections().stream()
                .flatMap(section -> section.curve().stream())
                .toList();
        List<Double> rates = curve.stream()
                .flatMap(point -> Stream.of(point.perSecond(), point.bare()))
                .toList();
        SvgPanel panel = new SvgPanel(660, 50, 470, 400, new AxisScale(3, 6), AxisScale.logarithmic(rates));
        List<String> drawn = new ArrayList<>(panel.frame("Home reads a second against accounts", "accounts"));
        if (curve.isEmpty()) {
            drawn.add(SvgPanel.text(895, 250, "middle", "not measured in this run"));
            return drawn;
        }
        for (int power = 3; power <= 6; power++) {
            drawn.add(panel.xTick(power, String.format(Locale.ROOT, "%,.0f", Math.pow(10, power))));
        }
        drawn.addAll(panel.logGrid());
        drawn.add(panel.line(points(curve, false), COLOURS.get(0)));
        drawn.add(panel.line(points(curve, true), COLOURS.get(1)));
        drawn.add(panel.legend(0, COLOURS.get(0), "home, 20 entries"));
        drawn.add(panel.legend(1, COLOURS.get(1), BaselineComparison.BASELINE_LABEL));
        return drawn;
    }

    private static List<double[]> points(List<ScenarioResult.SizePoint> curve, boolean bare) {
        return curve.stream()
                .map(point ->
                        new double[] {Math.log10(point.accounts()), Math.log10(bare ? point.bare() : point.perSecond())
                        })
                .toList();
    }

    private static double percentilePosition(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }
}

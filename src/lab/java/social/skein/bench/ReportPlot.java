package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Renders a report as an SVG chart: the latency distributions, and throughput by number of accounts. */
final class ReportPlot {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 640;

    /** A palette for readers with colour vision deficiency (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    private ReportPlot() {}

    static String render(BenchReport report) {
        List<String> elements = new ArrayList<>();
        elements.add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        elements.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        elements.addAll(latencyPanel(report));
        elements.addAll(throughputPanel(report));
        elements.add(
                SvgPanel.text(60, HEIGHT - 14, "start", report.machine() + (report.quick() ? ", a quick run" : "")));
        elements.add("</svg>\n");
        return String.join("\n", elements);
    }

    /** Excludes the sizes, which the other panel shows, and the bare servers, which send about the same bytes. */
    private static List<Measurement> latencyMeasurements(BenchReport report) {
        return report.sections().stream()
                .filter(section -> section.curve().isEmpty())
                .flatMap(section -> section.figures().stream())
                .filter(measurement -> measurement.latency().isPresent()
                        && !measurement.what().equals(BaselineComparison.BASELINE_LABEL))
                .limit(COLOURS.size())
                .toList();
    }

    /** Draws percentiles on a scale where each further nine takes the same space. */
    private static List<String> latencyPanel(BenchReport report) {
        List<Measurement> measurements = latencyMeasurements(report);
        List<Double> latencies = measurements.stream()
                .flatMap(measurement -> measurement.latency().orElseThrow().curve().stream())
                .toList();
        SvgPanel panel = new SvgPanel(70, 50, 470, 400, new AxisScale(0, 3), AxisScale.logarithmic(latencies));
        List<String> elements = new ArrayList<>(panel.frame("Latency, ms", "percentile"));
        if (measurements.isEmpty()) {
            elements.add(SvgPanel.text(305, 250, "middle", "not measured in this run"));
            return elements;
        }
        for (double percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
            elements.add(panel.xTick(percentilePosition(percentile), percentile + " %"));
        }
        elements.addAll(panel.logGrid());
        for (int i = 0; i < measurements.size(); i++) {
            List<Double> curve = measurements.get(i).latency().orElseThrow().curve();
            List<double[]> points = new ArrayList<>();
            for (int at = 0; at < curve.size(); at++) {
                points.add(new double[] {percentilePosition(Latency.PERCENTILES.get(at)), Math.log10(curve.get(at))});
            }
            elements.add(panel.line(points, COLOURS.get(i)));
            elements.add(panel.legend(i, COLOURS.get(i), measurements.get(i).what()));
        }
        return elements;
    }

    private static List<String> throughputPanel(BenchReport report) {
        List<ScenarioResult.SizePoint> curve = report.sections().stream()
                .flatMap(section -> section.curve().stream())
                .toList();
        List<Double> rates = curve.stream()
                .flatMap(point -> Stream.of(point.perSecond(), point.bare()))
                .toList();
        SvgPanel panel = new SvgPanel(660, 50, 470, 400, new AxisScale(3, 6), AxisScale.logarithmic(rates));
        List<String> elements = new ArrayList<>(panel.frame("Home reads per second by number of accounts", "accounts"));
        if (curve.isEmpty()) {
            elements.add(SvgPanel.text(895, 250, "middle", "not measured in this run"));
            return elements;
        }
        for (int power = 3; power <= 6; power++) {
            elements.add(panel.xTick(power, String.format(Locale.ROOT, "%,.0f", Math.pow(10, power))));
        }
        elements.addAll(panel.logGrid());
        elements.add(panel.line(points(curve, false), COLOURS.get(0)));
        elements.add(panel.line(points(curve, true), COLOURS.get(1)));
        elements.add(panel.legend(0, COLOURS.get(0), "home, 20 entries"));
        elements.add(panel.legend(1, COLOURS.get(1), BaselineComparison.BASELINE_LABEL));
        return elements;
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

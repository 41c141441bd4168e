package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A panel of a chart: a frame, axes, lines, and a legend below in two columns. */
record SvgPanel(int left, int top, int width, int height, AxisScale xScale, AxisScale yScale) {
    List<String> frame(String title, String xLabel) {
        return List.of(
                String.format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#444\"/>",
                        left, top, width, height),
                text(left + width / 2, top - 16, "middle", title),
                text(left + width / 2, top + height + 44, "middle", xLabel));
    }

    String xTick(double value, String label) {
        double x = x(value);
        return gridLine(x, top, x, top + height) + text((int) x, top + height + 20, "middle", label);
    }

    /** Draws horizontal lines at 1, 10, 100 and so on. */
    List<String> logGrid() {
        List<String> lines = new ArrayList<>();
        for (int power = (int) yScale.from(); power <= yScale.to(); power++) {
            double y = y(power);
            String label = power < 0
                    ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                    : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
            lines.add(gridLine(left, y, left + width, y) + text(left - 8, (int) y + 4, "end", label));
        }
        return lines;
    }

    String line(List<double[]> points, String colour) {
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point[0]), y(point[1])))
                .collect(Collectors.joining(" "));
        String dots = points.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
                        x(point[0]),
                        y(point[1]),
                        colour))
                .collect(Collectors.joining());
        return "<polyline points=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>" + dots;
    }

    String legend(int row, String colour, String label) {
        int x = left + row % 2 * width / 2;
        int y = top + height + 72 + row / 2 * 17;
        return "<rect x=\"" + x + "\" y=\"" + (y - 6) + "\" width=\"16\" height=\"4\" fill=\"" + colour + "\"/>"
                + text(x + 22, y, "start", label);
    }

    static String text(int x, int y, String anchor, String content) {
        String escaped = content.replace("&", "&amp;").replace("<", "&lt;");
        return String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#222\">%s</text>", x, y, anchor, escaped);
    }

    private static String gridLine(double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", x1, y1, x2, y2);
    }

    private double x(double value) {
        return left + width * xScale.position(value);
    }

    private double y(double value) {
        return top + height * (1 - yScale.position(value));
    }
}

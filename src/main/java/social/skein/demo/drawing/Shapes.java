package social.skein.demo.drawing;

/** Shapes to paint. Lengths are in pixels, angles in radians. */
final class Shapes {
    private Shapes() {}

    static Canvas.Shape disc(double centerX, double centerY, double radius) {
        return (x, y) -> Math.hypot(x - centerX, y - centerY) - radius;
    }

    /** An ellipse whose first radius has this angle to the horizontal. */
    static Canvas.Shape ellipse(double centerX, double centerY, double radiusX, double radiusY, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return (x, y) -> {
            double along = ((x - centerX) * cos + (y - centerY) * sin) / radiusX;
            double across = ((y - centerY) * cos - (x - centerX) * sin) / radiusY;
            double distance = Math.sqrt(along * along + across * across);
            if (distance < 0.5 || distance > 1.5) {
                return (distance - 1) * Math.min(radiusX, radiusY);
            }
            double slope = Math.sqrt(along * along / (radiusX * radiusX) + across * across / (radiusY * radiusY));
            return (distance - 1) * distance / slope;
        };
    }

    /** A triangle with its corners in clockwise order, as seen on the screen. */
    static Canvas.Shape triangle(double x1, double y1, double x2, double y2, double x3, double y3) {
        return intersection(intersection(edge(x1, y1, x2, y2), edge(x2, y2, x3, y3)), edge(x3, y3, x1, y1));
    }

    /** Everything to the right of the way from one point to another. */
    static Canvas.Shape edge(double x1, double y1, double x2, double y2) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        return (x, y) -> ((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length;
    }

    static Canvas.Shape rectangle(double left, double top, double right, double bottom) {
        return (x, y) -> Math.max(Math.max(left - x, x - right), Math.max(top - y, y - bottom));
    }

    static Canvas.Shape intersection(Canvas.Shape one, Canvas.Shape other) {
        return (x, y) -> Math.max(one.distance(x, y), other.distance(x, y));
    }

    /** The first shape without the second. */
    static Canvas.Shape difference(Canvas.Shape one, Canvas.Shape other) {
        return (x, y) -> Math.max(one.distance(x, y), -other.distance(x, y));
    }

    static Canvas.Shape union(Canvas.Shape one, Canvas.Shape other) {
        return (x, y) -> Math.min(one.distance(x, y), other.distance(x, y));
    }
}

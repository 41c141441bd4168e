package social.skein.bench;

import java.util.List;

/**
 * What a part found.
 *
 * @param cores who shared the machine's cores while it was measured
 * @param curve throughput against accounts, where that was measured
 * @param notes what a reader of the figures must know; why there are none, where there are none
 */
record Section(String part, String title, String cores, List<Figure> figures, List<Point> curve, List<String> notes) {

    /** One size on the curve: reads a second, and those of a bare server with the same bytes. */
    record Point(long accounts, double perSecond, double bare) {}

    static Section of(Part part, String cores, List<Figure> figures, List<String> notes) {
        return new Section(part.name(), part.title(), cores, figures, List.of(), notes);
    }

    /** A part that could not be measured here. */
    static Section leftOut(Part part, String why) {
        return of(part, "", List.of(), List.of("Left out: " + why));
    }
}

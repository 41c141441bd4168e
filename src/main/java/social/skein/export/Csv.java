package social.skein.export;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values, as RFC 4180 has them but for the line's end, which importers take as it is on Unix. */
final class Csv {
    private Csv() {}

    static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::quote).collect(Collectors.joining(",")) + "\n";
    }

    /** Text that no spreadsheet takes for a formula; only for files that nothing reads back. */
    static String escapeFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quote(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && cell.equals(cell.strip());
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}

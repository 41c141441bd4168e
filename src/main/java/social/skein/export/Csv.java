package social.skein.export;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma-separated values per RFC 4180, except that lines end with LF, which importers accept. */
final class Csv {
    private Csv() {}

    static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::quote).collect(Collectors.joining(",")) + "\n";
    }

    /** Prevents a spreadsheet from evaluating a cell as a formula; only for files that no program imports. */
    static String escapeFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quote(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && cell.equals(cell.strip());
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}

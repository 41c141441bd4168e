package social.skein.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The reason that a report gives. */
public enum ReportCategory {
    SPAM,
    LEGAL,
    VIOLATION,
    OTHER;

    static Optional<ReportCategory> parse(String word) {
        return Arrays.stream(values())
                .filter(category -> category.toString().equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

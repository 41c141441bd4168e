package social.skein.filter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A place where a filter applies. The server returns every matching filter; clients select by the place they show. */
public enum FilterContext {
    HOME,
    NOTIFICATIONS,
    PUBLIC,
    THREAD,
    ACCOUNT;

    static Optional<FilterContext> parse(String word) {
        return Arrays.stream(values())
                .filter(context -> context.toString().equals(word))
                .findFirst();
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

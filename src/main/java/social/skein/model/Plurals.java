package social.skein.model;

import java.util.Locale;

/** English plurals, for messages to operators. */
public final class Plurals {
    private Plurals() {}

    /** The number with its noun: "1 post", "2,000 replies". */
    public static String count(long number, String singular) {
        return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? singular : plural(singular));
    }

    private static String plural(String singular) {
        if (singular.matches(".*[^aeiou]y")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular + (singular.matches(".*(s|x|ch|sh)") ? "es" : "s");
    }
}

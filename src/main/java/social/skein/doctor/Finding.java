package social.skein.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The result of one check.
 *
 * @param advice the recommended action; empty if there is none
 */
public record Finding(Verdict verdict, String message, String advice) {
    /** Fine, a possible problem, or a reason why Skein cannot run. */
    public enum Verdict {
        OK,
        WARN,
        FAIL;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding ok(String message) {
        return new Finding(Verdict.OK, message, "");
    }

    static Finding warn(String message, String advice) {
        return new Finding(Verdict.WARN, message, advice);
    }

    public static Finding fail(String message, String advice) {
        return new Finding(Verdict.FAIL, message, advice);
    }

    @Override
    public String toString() {
        String line = String.format(Locale.ROOT, "%-4s  %s", verdict, message);
        return advice.isEmpty() ? line : line + "\n      " + advice;
    }
}

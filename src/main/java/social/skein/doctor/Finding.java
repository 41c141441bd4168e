package social.skein.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing the doctor looked at.
 *
 * @param advice what to do about it; empty where there is nothing to do
 */
public record Finding(Verdict verdict, String what, String advice) {
    /** Whether it is fine, may become a trouble, or stops Skein from running. */
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

    public static Finding ok(String what) {
        return new Finding(Verdict.OK, what, "");
    }

    static Finding warn(String what, String advice) {
        return new Finding(Verdict.WARN, what, advice);
    }

    public static Finding fail(String what, String advice) {
        return new Finding(Verdict.FAIL, what, advice);
    }

    @Override
    public String toString() {
        String line = String.format(Locale.ROOT, "%-4s  %s", verdict, what);
        return advice.isEmpty() ? line : line + "\n      " + advice;
    }
}

package social.skein.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hashtag as the client API shows it.
 *
 * @param id the same one for a name everywhere and always; nothing is found by it
 * @param history the last seven days, today first
 * @param following absent where nobody in particular is asking
 */
public record TagView(
        String id,
        String name,
        String url,
        List<DayView> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean following) {

    /** A day, as the second it began, and its figures; all of them in digits, as clients read them. */
    public record DayView(String day, String accounts, String uses) {
        static DayView of(Tags.DailyUsage day) {
            return new DayView(
                    Long.toString(day.date().atStartOfDay().toEpochSecond(ZoneOffset.UTC)),
                    Long.toString(day.accounts()),
                    Long.toString(day.uses()));
        }
    }
}

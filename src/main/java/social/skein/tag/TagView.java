package social.skein.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hashtag as the API shows it.
 *
 * @param id derived from the name and stable; nothing is looked up by it
 * @param history the last seven days, today first
 * @param following absent without a viewer
 */
public record TagView(
        String id,
        String name,
        String url,
        List<DayView> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean following) {

    /** The usage of one day, given as its first epoch second; all numbers are JSON strings. */
    public record DayView(String day, String accounts, String uses) {
        static DayView of(Tags.DailyUsage day) {
            return new DayView(
                    Long.toString(day.date().atStartOfDay().toEpochSecond(ZoneOffset.UTC)),
                    Long.toString(day.accounts()),
                    Long.toString(day.uses()));
        }
    }
}

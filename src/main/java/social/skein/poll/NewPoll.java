package social.skein.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import social.skein.http.Params;
import social.skein.model.BlankText;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/** A request for a poll. The constructor checks the limits that the instance API publishes. */
public record NewPoll(List<String> options, Duration expiresIn, boolean multiple, boolean hideTotals) {
    public static final int MIN_OPTIONS = 2;
    public static final int MAX_OPTIONS = 4;
    public static final int MAX_OPTION_CHARACTERS = 50;
    public static final Duration MIN_DURATION = Duration.ofMinutes(5);

    /** An average month. */
    public static final Duration MAX_DURATION = Duration.ofSeconds(2_629_746);

    private static final String OPTIONS_HINT =
            ": a poll should have " + MIN_OPTIONS + " to " + MAX_OPTIONS + " options";

    private static final String DURATION_HINT = ": expires_in of a poll should be " + MIN_DURATION.toSeconds() + " to "
            + MAX_DURATION.toSeconds() + " seconds";

    public NewPoll {
        options = options.stream().map(String::strip).toList();
        if (options.size() < MIN_OPTIONS) {
            throw invalid("Choices must have more than one item" + OPTIONS_HINT);
        }
        if (options.size() > MAX_OPTIONS) {
            throw invalid("Choices can't contain more than " + MAX_OPTIONS + " items" + OPTIONS_HINT);
        }
        if (options.stream().anyMatch(BlankText::isBlank)) {
            throw invalid("Choices can't be blank: no option of a poll should be empty");
        }
        options.forEach(option -> TextLimit.exceeded(option, MAX_OPTION_CHARACTERS)
                .ifPresent(limit -> {
                    throw invalid("Choices cannot be longer than " + limit.max() + " " + limit.unit() + " each");
                }));
        if (new HashSet<>(options).size() < options.size()) {
            throw invalid("Choices contain duplicate items: the options of a poll should differ from each other");
        }
        if (expiresIn.compareTo(MIN_DURATION) < 0) {
            throw invalid("Deadline is too soon" + DURATION_HINT);
        }
        if (expiresIn.compareTo(MAX_DURATION) > 0) {
            throw invalid("Deadline is too far into the future" + DURATION_HINT);
        }
    }

    /** Parses the {@code poll} parameters of a request; empty if there are neither options nor {@code expires_in}. */
    public static Optional<NewPoll> parse(Params params) {
        Params poll = params.nested("poll");
        List<String> options = poll.list("options");
        if (options.isEmpty() && poll.nonBlank("expires_in").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new NewPoll(options, duration(poll), poll.flag("multiple", false), poll.flag("hide_totals", false)));
    }

    private static Duration duration(Params poll) {
        String given =
                poll.nonBlank("expires_in").orElseThrow(() -> invalid("Deadline can't be blank" + DURATION_HINT));
        return Params.parseInteger(given)
                .map(Duration::ofSeconds)
                .orElseThrow(() -> invalid("Deadline is not a number" + DURATION_HINT));
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}

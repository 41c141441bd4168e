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

    public NewPoll {
        options = options.stream().map(String::strip).toList();
        if (options.size() < MIN_OPTIONS || options.size() > MAX_OPTIONS) {
            throw invalid("A poll should have " + MIN_OPTIONS + " to " + MAX_OPTIONS + " options");
        }
        if (options.stream().anyMatch(BlankText::isBlank)) {
            throw invalid("No option of a poll should be blank");
        }
        options.forEach(option -> TextLimit.exceeded(option, MAX_OPTION_CHARACTERS)
                .ifPresent(limit -> {
                    throw invalid("An option of a poll should have at most " + limit.max() + " " + limit.unit());
                }));
        if (new HashSet<>(options).size() < options.size()) {
            throw invalid("The options of a poll should differ from each other");
        }
        if (expiresIn.compareTo(MIN_DURATION) < 0 || expiresIn.compareTo(MAX_DURATION) > 0) {
            throw invalid("expires_in of a poll should be " + MIN_DURATION.toSeconds() + " to "
                    + MAX_DURATION.toSeconds() + " seconds");
        }
    }

    /** Parses the {@code poll} parameters of a request; empty if there are neither options nor {@code expires_in}. */
    public static Optional<NewPoll> parse(Params params) {
        Params poll = params.nested("poll");
        List<String> options = poll.list("options");
        if (options.isEmpty() && poll.nonBlank("expires_in").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NewPoll(
                options,
                Duration.ofSeconds(poll.integer("expires_in").orElse(0)),
                poll.flag("multiple", false),
                poll.flag("hide_totals", false)));
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}

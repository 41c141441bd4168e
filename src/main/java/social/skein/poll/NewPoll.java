package social.skein.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import social.skein.http.Params;
import social.skein.model.Graphemes;
import social.skein.model.Problem;

/** A poll as it is asked for, within the limits that clients are told. */
public record NewPoll(List<String> options, Duration expiresIn, boolean multiple, boolean hideTotals) {
    public static final int MIN_OPTIONS = 2;
    public static final int MAX_OPTIONS = 4;
    public static final int MAX_OPTION_CHARACTERS = 50;
    public static final Duration MIN_DURATION = Duration.ofMinutes(5);

    /** A month, as long as months are on average. */
    public static final Duration MAX_DURATION = Duration.ofSeconds(2_629_746);

    /** An accent counts nothing; this bounds what they can add up to, in UTF-16 units. */
    private static final int MAX_OPTION_UTF16_UNITS = 2_000;

    public NewPoll {
        options = options.stream().map(String::strip).toList();
        if (options.size() < MIN_OPTIONS || options.size() > MAX_OPTIONS) {
            throw invalid("A poll should have " + MIN_OPTIONS + " to " + MAX_OPTIONS + " options");
        }
        if (options.stream().anyMatch(String::isBlank)) {
            throw invalid("No option of a poll should be blank");
        }
        if (options.stream().anyMatch(NewPoll::isTooLong)) {
            throw invalid("An option of a poll should have at most " + MAX_OPTION_CHARACTERS + " characters");
        }
        if (new HashSet<>(options).size() < options.size()) {
            throw invalid("The options of a poll should differ from each other");
        }
        if (expiresIn.compareTo(MIN_DURATION) < 0 || expiresIn.compareTo(MAX_DURATION) > 0) {
            throw invalid("A poll should be open for " + MIN_DURATION.toSeconds() + " to " + MAX_DURATION.toSeconds()
                    + " seconds; expires_in says for how many");
        }
    }

    /** The poll that a request asks for under {@code poll}; nothing where it has neither options nor an end. */
    public static Optional<NewPoll> parse(Params params) {
        Params asked = params.nested("poll");
        List<String> options = asked.list("options");
        if (options.isEmpty() && asked.nonBlank("expires_in").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NewPoll(
                options,
                Duration.ofSeconds(asked.integer("expires_in").orElse(0)),
                asked.flag("multiple", false),
                asked.flag("hide_totals", false)));
    }

    private static boolean isTooLong(String option) {
        return option.length() > MAX_OPTION_UTF16_UNITS || Graphemes.count(option) > MAX_OPTION_CHARACTERS;
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}

package social.skein.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.model.Problem;

/**
 * The point of a picture that a cropped view must show.
 *
 * @param x from -1, the left edge, to 1
 * @param y from -1, the bottom edge, to 1
 */
public record Focus(double x, double y) {
    static final Focus CENTER = new Focus(0, 0);

    private static final Pattern SYNTAX =
            Pattern.compile("\\s*(-?\\d{0,3}(?:\\.\\d{0,20})?)\\s*,\\s*(-?\\d{0,3}(?:\\.\\d{0,20})?)\\s*");

    /** Parses {@code x,y}; values outside of the range are moved to its ends. */
    static Focus parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        Optional<Focus> parsed = matcher.matches()
                ? coordinate(matcher.group(1))
                        .flatMap(x -> coordinate(matcher.group(2)).map(y -> new Focus(x, y)))
                : Optional.empty();
        return parsed.orElseThrow(() -> new Problem.Invalid(
                "Validation failed: Focus should be two numbers from -1.0 to 1.0, such as 0.5,-0.25"));
    }

    private static Optional<Double> coordinate(String number) {
        try {
            return Optional.of(Math.max(-1, Math.min(1, Double.parseDouble(number))));
        } catch (NumberFormatException invalid) {
            return Optional.empty();
        }
    }
}

package social.skein.media;

import java.util.Optional;
import social.skein.model.Problem;

/**
 * The point of a picture that a cropped view must show.
 *
 * @param x from -1, the left edge, to 1
 * @param y from -1, the bottom edge, to 1
 */
public record Focus(double x, double y) {
    static final Focus CENTER = new Focus(0, 0);

    private static final int MAX_LENGTH = 100;

    /** Parses {@code x,y}; values outside of the range are moved to its ends. */
    static Focus parse(String text) {
        String[] numbers = text.length() > MAX_LENGTH ? new String[0] : text.split(",", -1);
        Optional<Focus> parsed = numbers.length == 2
                ? coordinate(numbers[0]).flatMap(x -> coordinate(numbers[1]).map(y -> new Focus(x, y)))
                : Optional.empty();
        return parsed.orElseThrow(() -> new Problem.Invalid(
                "Validation failed: Focus should be two numbers from -1.0 to 1.0, such as 0.5,-0.25"));
    }

    private static Optional<Double> coordinate(String number) {
        try {
            double value = Double.parseDouble(number.strip());
            return Double.isFinite(value) ? Optional.of(Math.max(-1, Math.min(1, value))) : Optional.empty();
        } catch (NumberFormatException invalid) {
            return Optional.empty();
        }
    }
}

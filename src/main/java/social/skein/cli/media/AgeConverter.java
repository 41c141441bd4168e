package social.skein.cli.media;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an age such as 90m, 36h or 7d. */
public final class AgeConverter implements ITypeConverter<Duration> {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");

    @Override
    public Duration convert(String text) {
        if (!isAge(text)) {
            throw new TypeConversionException("'" + text + "' should be an age such as 90m, 36h or 7d");
        }
        return parse(text);
    }

    /** Whether a text is an age. */
    public static boolean isAge(String text) {
        return AGE.matcher(text).matches();
    }

    /** The age that a text names, for which {@link #isAge} is true. */
    public static Duration parse(String text) {
        Matcher age = AGE.matcher(text);
        if (!age.matches()) {
            throw new IllegalArgumentException(text);
        }
        long number = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}

package social.skein.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses a setting as a type and validates its range. */
record SettingParser(Setting setting) {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "kB", 1_000L, "KiB", 1L << 10, "MB", 1_000_000L, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{1,9}[a-z]+)");
    private static final Duration MAX_WINDOW = Duration.ofDays(1);
    private static final Duration MAX_DURATION = Duration.ofDays(3_650);

    String nonBlank(String expected) {
        if (setting.text().isBlank()) {
            throw setting.invalid(expected);
        }
        return setting.text();
    }

    int intBetween(int min, int max) {
        return optionalInt(min, max).orElseThrow(() -> setting.invalid("a whole number from " + min + " to " + max));
    }

    /** Like {@link #intBetween} for a setting that also accepts {@code auto}, which the caller handles. */
    int intOrAuto(int min, int max) {
        return optionalInt(min, max)
                .orElseThrow(() -> setting.invalid("auto, or a whole number from " + min + " to " + max));
    }

    /** The number if it is within the bounds. */
    Optional<Integer> optionalInt(int min, int max) {
        return setting.text().matches("\\d{1,9}")
                ? Optional.of(Integer.parseInt(setting.text())).filter(number -> number >= min && number <= max)
                : Optional.empty();
    }

    boolean bool() {
        return switch (setting.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.invalid("true or false");
        };
    }

    Duration duration() {
        return time(setting.text(), MAX_DURATION)
                .filter(time -> !time.isZero())
                .orElseThrow(() -> setting.invalid("a duration like 500ms, 30s, 5m, 12h or 7d"));
    }

    /** A duration that may be zero. */
    Duration durationUpTo(Duration max) {
        return time(setting.text(), max)
                .orElseThrow(() -> setting.invalid("a duration from 0s to " + max.toSeconds() + "s"));
    }

    private static Optional<Duration> time(String text, Duration max) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches() || !TIMES.containsKey(amount.group(2))) {
            return Optional.empty();
        }
        long unit = TIMES.getOrDefault(amount.group(2), Duration.ZERO).toMillis();
        return Optional.of(Duration.ofMillis(Long.parseLong(amount.group(1)) * unit))
                .filter(time -> time.compareTo(max) <= 0);
    }

    Config.Rate rate() {
        return rate(setting.text())
                .orElseThrow(() -> setting.invalid("a number of requests per duration like 300/5m or 1000/1h"));
    }

    /** A rate that may be {@code none}. */
    Optional<Config.Rate> optionalRate() {
        if (setting.text().equals("none")) {
            return Optional.empty();
        }
        return Optional.of(rate(setting.text())
                .orElseThrow(
                        () -> setting.invalid("none, or a number of requests per duration like 300/5m or 1000/1h")));
    }

    private static Optional<Config.Rate> rate(String text) {
        Matcher rate = RATE.matcher(text);
        return rate.matches()
                ? time(rate.group(2), MAX_WINDOW)
                        .map(window -> new Config.Rate(Integer.parseInt(rate.group(1)), window))
                        .filter(parsed ->
                                parsed.requests() > 0 && !parsed.window().isZero())
                : Optional.empty();
    }

    long bytes() {
        Matcher amount = AMOUNT.matcher(setting.text());
        if (amount.matches() && SIZES.containsKey(amount.group(2))) {
            long bytes = Long.parseLong(amount.group(1)) * SIZES.getOrDefault(amount.group(2), 0L);
            if (bytes > 0 && bytes <= 1L << 30) {
                return bytes;
            }
        }
        throw setting.invalid("a size like 65536, 500KiB or 1MiB, up to 1GiB");
    }

    /** A size that may exceed the heap. */
    long largeBytes(String expected) {
        Matcher amount = AMOUNT.matcher(setting.text());
        if (amount.matches() && SIZES.containsKey(amount.group(2))) {
            long bytes = Long.parseLong(amount.group(1)) * SIZES.getOrDefault(amount.group(2), 0L);
            if (bytes > 0) {
                return bytes;
            }
        }
        throw setting.invalid(expected);
    }

    <E extends Enum<E>> E enumValue(Class<E> type) {
        return parseEnum(type, setting.text()).orElseThrow(() -> setting.invalid(names(type, " or ")));
    }

    static <E extends Enum<E>> Optional<E> parseEnum(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    static <E extends Enum<E>> String names(Class<E> type, String separator) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(separator));
    }
}

package social.skein.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A setting read as the type it must have. */
record Value(Setting setting) {
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
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    String filled(String right) {
        if (setting.text().isBlank()) {
            throw setting.shouldBe(right);
        }
        return setting.text();
    }

    int between(int least, int most) {
        return number(least, most).orElseThrow(() -> setting.shouldBe("a whole number from " + least + " to " + most));
    }

    /** Like {@link #between}, where the caller takes care of {@code auto}. */
    int orAuto(int least, int most) {
        return number(least, most)
                .orElseThrow(() -> setting.shouldBe("auto, or a whole number from " + least + " to " + most));
    }

    /** A number in these bounds, or nothing. */
    Optional<Integer> number(int least, int most) {
        return setting.text().matches("\\d{1,9}")
                ? Optional.of(Integer.parseInt(setting.text())).filter(number -> number >= least && number <= most)
                : Optional.empty();
    }

    boolean flag() {
        return switch (setting.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.shouldBe("true or false");
        };
    }

    Duration duration() {
        return time(setting.text(), LONGEST)
                .filter(time -> !time.isZero())
                .orElseThrow(() -> setting.shouldBe("a time like 500ms, 30s, 5m, 12h or 7d"));
    }

    /** A time that may be none at all. */
    Duration pause(Duration most) {
        return time(setting.text(), most)
                .orElseThrow(() -> setting.shouldBe("a time from 0s to " + most.toSeconds() + "s"));
    }

    private static Optional<Duration> time(String text, Duration most) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches() || !TIMES.containsKey(amount.group(2))) {
            return Optional.empty();
        }
        long unit = TIMES.getOrDefault(amount.group(2), Duration.ZERO).toMillis();
        return Optional.of(Duration.ofMillis(Long.parseLong(amount.group(1)) * unit))
                .filter(time -> time.compareTo(most) <= 0);
    }

    Config.Rate rate() {
        return rate(setting.text()).orElseThrow(() -> setting.shouldBe("a number and a time like 300/5m or 1000/1h"));
    }

    /** A rate that can be done without. */
    Optional<Config.Rate> maybeRate() {
        if (setting.text().equals("none")) {
            return Optional.empty();
        }
        return Optional.of(rate(setting.text())
                .orElseThrow(() -> setting.shouldBe("none, or a number and a time like 300/5m or 1000/1h")));
    }

    private static Optional<Config.Rate> rate(String text) {
        Matcher rate = RATE.matcher(text);
        return rate.matches()
                ? time(rate.group(2), LONGEST_WINDOW)
                        .map(window -> new Config.Rate(Integer.parseInt(rate.group(1)), window))
                        .filter(wanted -> wanted.most() > 0 && !wanted.window().isZero())
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
        throw setting.shouldBe("a size like 65536, 500KiB or 1MiB, up to 1GiB");
    }

    <E extends Enum<E>> E choice(Class<E> type) {
        return named(type, setting.text()).orElseThrow(() -> setting.shouldBe(names(type, " or ")));
    }

    static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    static <E extends Enum<E>> String names(Class<E> type, String between) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(between));
    }
}

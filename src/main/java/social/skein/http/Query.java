package social.skein.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;

/**
 * What is written after the question mark, or in a form, pair by pair in the order it was written: a list of groups has no
 * other sign of where the next group begins. Only {@code &} separates.
 */
record Query(List<Pair> pairs) {
    /** More than any client sends. */
    static final int MOST_PAIRS = 1_000;

    private static final Pattern NO_BYTE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** One name and what it is set to, decoded. */
    record Pair(String name, String value) {}

    static Query of(@Nullable String undecoded) {
        List<Pair> pairs = new ArrayList<>();
        if (undecoded != null) {
            for (String written : undecoded.split("&", MOST_PAIRS + 1)) {
                int equals = written.indexOf('=');
                String name = decoded(equals < 0 ? written : written.substring(0, equals));
                if (!name.isEmpty()) {
                    pairs.add(new Pair(name, equals < 0 ? "" : decoded(written.substring(equals + 1))));
                }
            }
        }
        if (pairs.size() > MOST_PAIRS) {
            throw new Problem.Malformed("There should be at most " + MOST_PAIRS + " parameters");
        }
        return new Query(pairs);
    }

    /** Whether every % begins what it should. */
    static boolean isDecodable(@Nullable String undecoded) {
        return undecoded == null || !NO_BYTE.matcher(undecoded).find();
    }

    Optional<String> first(String name) {
        return pairs.stream()
                .filter(pair -> pair.name.equals(name))
                .map(Pair::value)
                .findFirst();
    }

    private static String decoded(String component) {
        try {
            return QueryStringDecoder.decodeComponent(component, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cutShort) {
            throw new Problem.Malformed(
                    "Parameters should be percent-encoded: a % is followed by two hexadecimal digits");
        }
    }
}

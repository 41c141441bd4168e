package social.skein.transfer;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;

/**
 * A parsed query string or URL-encoded form. The pairs keep their order, because in a list of groups only a repeated
 * name shows where the next group begins. Only {@code &} separates pairs.
 */
public record QueryString(List<QueryParam> pairs) {
    /** No real client sends as many. */
    public static final int MAX_PAIRS = FormParser.MAX_PARTS;

    private static final Pattern MALFORMED_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** One decoded name and value. */
    public record QueryParam(String name, String value) {}

    /** Decodes the pairs; throws {@link Problem.Malformed} if one cannot be decoded, or if there are too many. */
    public static QueryString parse(@Nullable String raw) {
        List<QueryParam> pairs = new ArrayList<>();
        if (raw != null) {
            for (String pair : raw.split("&", MAX_PAIRS + 1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (!name.isEmpty()) {
                    pairs.add(new QueryParam(name, equals < 0 ? "" : decode(pair.substring(equals + 1))));
                }
            }
        }
        if (pairs.size() > MAX_PAIRS) {
            throw new Problem.Malformed("There should be at most " + MAX_PAIRS + " parameters");
        }
        return new QueryString(pairs);
    }

    /** Whether every {@code %} is followed by two hexadecimal digits. */
    public static boolean isDecodable(@Nullable String raw) {
        return raw == null || !MALFORMED_ESCAPE.matcher(raw).find();
    }

    /** The value of the first pair with this name. */
    public Optional<String> first(String name) {
        return pairs.stream()
                .filter(pair -> pair.name.equals(name))
                .map(QueryParam::value)
                .findFirst();
    }

    private static String decode(String component) {
        try {
            return QueryStringDecoder.decodeComponent(component, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Problem.Malformed(
                    "Parameters should be percent-encoded: a % is followed by two hexadecimal digits");
        }
    }
}

package social.skein.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/**
 * The parameters of a request from wherever they came: query, form, multipart or JSON, the body winning over the query.
 * A value is a text, a list of values or a map of values, as {@link ParamParser} builds them.
 */
public final class Params {
    private static final Set<String> TRUE_WORDS = Set.of("true", "1", "on", "t", "yes");

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    /** More are no larger number once it is cut to 32 bits, and no number at all to Java. */
    private static final int MAX_DIGITS = 18;

    private final Map<String, Object> values;
    private final Set<String> nulls;

    Params(Map<String, Object> values) {
        this(values, Set.of());
    }

    /** @param nulls the names under which a body of JSON has null, which is not the same as having nothing */
    Params(Map<String, Object> values, Set<String> nulls) {
        this.values = values;
        this.nulls = nulls;
    }

    /** The text under a name, not trimmed; nothing where it is absent. A list or a map there is a 400. */
    public Optional<String> text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new Problem.Malformed("Parameter " + name + " should be a single value");
    }

    /** Whether anything is under a name, be it empty. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The text under a name where it is there and not blank. */
    public Optional<String> nonBlank(String name) {
        return text(name).filter(text -> !text.isBlank());
    }

    /** Whether a name is there to say that there should be nothing: as an empty text, or as null in JSON. */
    public boolean isCleared(String name) {
        return nulls.contains(name) || text(name).filter(String::isBlank).isPresent();
    }

    /** The text that must be under a name; a 400 names it where it is absent. */
    public String required(String name) {
        return nonBlank(name).orElseThrow(() -> new Problem.Malformed("Parameter " + name + " is missing"));
    }

    public boolean flag(String name, boolean defaultValue) {
        return nonBlank(name)
                .map(text -> TRUE_WORDS.contains(text.toLowerCase(java.util.Locale.ROOT)))
                .orElse(defaultValue);
    }

    /** The whole number under a name, the nearest there is where it is too large; nothing where it is no number. */
    public OptionalInt integer(String name) {
        String text = nonBlank(name).map(String::strip).orElse("");
        if (!INTEGER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(text.length() > MAX_DIGITS ? text.substring(0, MAX_DIGITS) : text);
        return OptionalInt.of((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number)));
    }

    /** The texts under a name: a list, a map with index keys, or a single text as a list of one. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        for (Object entry : entries(values.get(name))) {
            if (!(entry instanceof String text)) {
                throw new Problem.Malformed("Parameter " + name + " should be a list of single values");
            }
            texts.add(text);
        }
        return texts;
    }

    /** The parameters nested under a name; empty where there are none. */
    @SuppressWarnings("unchecked")
    public Params nested(String name) {
        return new Params(values.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    /** The list of parameter groups under a name, as a list or as a map with index keys. */
    @SuppressWarnings("unchecked")
    public List<Params> nestedList(String name) {
        List<Params> groups = new ArrayList<>();
        for (Object entry : entries(values.get(name))) {
            if (!(entry instanceof Map<?, ?> map)) {
                throw new Problem.Malformed("Parameter " + name + " should be a list of groups");
            }
            groups.add(new Params((Map<String, Object>) map));
        }
        return groups;
    }

    /**
     * The window that {@code max_id}, {@code since_id}, {@code min_id} and {@code limit} describe. A limit over the most is
     * the most, one that is no number is the usual, a negative one is a 400.
     */
    public PageRequest pageRequest(int defaultLimit, int maxLimit) {
        return new PageRequest(
                idBound("max_id"), idBound("since_id"), idBound("min_id"), limit(defaultLimit, maxLimit));
    }

    /** How many entries are asked for; between 1 and {@code most}. */
    public int limit(int defaultLimit, int maxLimit) {
        int limit = integer("limit").orElse(defaultLimit);
        if (limit < 0) {
            throw new Problem.Malformed("Parameter limit should not be negative");
        }
        return limit == 0 ? defaultLimit : Math.min(limit, maxLimit);
    }

    /** How many entries are skipped. */
    public int offset() {
        int offset = integer("offset").orElse(0);
        if (offset < 0) {
            throw new Problem.Malformed("Parameter offset should not be negative");
        }
        return offset;
    }

    private OptionalLong idBound(String name) {
        String text = nonBlank(name).orElse("");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Problem.Malformed("Parameter " + name + " should be an id, which is decimal digits");
        }
        return OptionalLong.of(text.length() > 18 ? capped(text) : Long.parseLong(text));
    }

    private static long capped(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException larger) {
            return Long.MAX_VALUE;
        }
    }

    private static List<?> entries(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(Params::isIndex)) {
            Map<Integer, Object> ordered = new TreeMap<>();
            map.forEach((index, entry) -> ordered.put(Integer.parseInt((String) index), entry));
            return List.copyOf(ordered.values());
        }
        return List.of(value);
    }

    private static boolean isIndex(Object key) {
        return key instanceof String text && text.matches("[0-9]{1,4}");
    }
}

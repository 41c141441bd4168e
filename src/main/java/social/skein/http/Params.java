package social.skein.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import social.skein.model.BlankText;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/**
 * The parameters of a request, merged from query and body (form, multipart or JSON); the body wins. A value is a
 * string, a list of values or a map of values, as {@link ParamParser} builds them.
 */
public final class Params {
    private static final Set<String> TRUE_WORDS = Set.of("true", "1", "on", "t", "yes");

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    /** As many digits as always fit a {@code long}; a number with more is clamped anyway. */
    private static final int MAX_DIGITS = 18;

    private final Map<String, Object> values;
    private final Set<String> nulls;
    private final Set<String> files;

    Params(Map<String, Object> values) {
        this(values, Set.of(), Set.of());
    }

    /**
     * @param nulls the names that a JSON body sets to null, as distinct from absent names
     * @param files the names of the parameters that were sent as files, whose content is dropped
     */
    Params(Map<String, Object> values, Set<String> nulls, Set<String> files) {
        this.values = values;
        this.nulls = nulls;
        this.files = files;
    }

    /** A string value, not trimmed; empty if absent. Throws {@link Problem.Malformed} for a list or a map. */
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

    /** Whether a parameter is present, even with an empty value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether a parameter was sent as a file. */
    public boolean hasFile(String name) {
        return files.contains(name);
    }

    /** Whether a list of parameter groups is present, even an empty one; single values in its place do not count. */
    public boolean hasGroups(String name) {
        Object value = values.get(name);
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            return false;
        }
        List<?> entries = entries(value);
        return entries.isEmpty() || entries.stream().anyMatch(entry -> entry instanceof Map<?, ?>);
    }

    /** A string value; empty if absent or {@link BlankText#isBlank blank}. */
    public Optional<String> nonBlank(String name) {
        return text(name).filter(text -> !BlankText.isBlank(text));
    }

    /** Whether the client clears this field, by an empty string or by null in JSON. */
    public boolean isCleared(String name) {
        return nulls.contains(name) || text(name).filter(BlankText::isBlank).isPresent();
    }

    /** A string value that is neither absent nor blank; throws {@link Problem.Malformed} otherwise. */
    public String required(String name) {
        return nonBlank(name).orElseThrow(() -> missing(name));
    }

    /** The problem of a request without this parameter. */
    public static Problem missing(String name) {
        return new Problem.Malformed("param is missing or the value is empty: " + name);
    }

    public boolean flag(String name, boolean defaultValue) {
        return nonBlank(name)
                .map(text -> TRUE_WORDS.contains(text.toLowerCase(java.util.Locale.ROOT)))
                .orElse(defaultValue);
    }

    /**
     * An integer, clamped to the range of {@code int}; empty if absent or blank. Throws {@link Problem.Malformed} for
     * anything but a whole number.
     */
    public Optional<Integer> integer(String name) {
        return nonBlank(name)
                .map(text -> parseInteger(text)
                        .orElseThrow(() -> new Problem.Malformed("Parameter " + name + " should be a whole number")));
    }

    /** An integer, clamped to the range of {@code int}; empty if the text is not a whole number. */
    public static Optional<Integer> parseInteger(String text) {
        String digits = text.strip();
        if (!INTEGER.matcher(digits).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits.length() > MAX_DIGITS ? digits.substring(0, MAX_DIGITS) : digits);
        return Optional.of((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number)));
    }

    /** A list of strings, given as a list, as a map with numeric keys, or as a single value. */
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

    /** The parameters nested below a name; empty if there are none. */
    @SuppressWarnings("unchecked")
    public Params nested(String name) {
        return new Params(values.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    /**
     * A list of parameter groups, given as a list or as a map with numeric keys. Single values are ignored: some client
     * libraries send {@code undefined} for a group that is not set.
     */
    @SuppressWarnings("unchecked")
    public List<Params> nestedList(String name) {
        List<Params> groups = new ArrayList<>();
        for (Object entry : entries(values.get(name))) {
            if (entry instanceof Map<?, ?> map) {
                groups.add(new Params((Map<String, Object>) map));
            }
        }
        return groups;
    }

    /**
     * The page described by {@code max_id}, {@code since_id}, {@code min_id} and {@code limit}. Throws
     * {@link Problem.Malformed} for a bound that is not an id and for a negative limit.
     */
    public PageRequest pageRequest(PageLimits bounds) {
        return new PageRequest(idBound("max_id"), idBound("since_id"), idBound("min_id"), limit(bounds));
    }

    /**
     * The {@code limit} parameter, between 1 and the maximum; the standard if absent, 0 or not a number, because
     * clients send {@code undefined} and the size of a page does no harm.
     */
    public int limit(PageLimits bounds) {
        int limit = nonBlank("limit").flatMap(Params::parseInteger).orElse(bounds.standard());
        if (limit < 0) {
            throw new Problem.Malformed("Parameter limit should not be negative");
        }
        return limit == 0 ? bounds.standard() : Math.min(limit, bounds.max());
    }

    /** The {@code offset} parameter, 0 if absent. */
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
        } catch (NumberFormatException tooLarge) {
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

package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;
import social.skein.transfer.QueryString;

/**
 * Parses the parameters of a request. Names in queries and forms nest as in Rails: {@code a[]=1} is a list, {@code
 * a[b]=1} a map, {@code a[][b]=1} a list of maps in which a repeated name starts the next map. A group wins over a
 * single value of the same name.
 */
final class ParamParser {
    /** More than any endpoint needs. */
    private static final int MAX_DEPTH = 8;

    private final Map<String, Object> root = new LinkedHashMap<>();
    private final Set<String> nulls = new HashSet<>();

    private ParamParser() {}

    static Params parse(RoutingContext request) {
        ParamParser merged = new ParamParser();
        QueryString.parse(request.request().query()).pairs().forEach(pair -> merged.add(pair.name(), pair.value()));
        ParamParser body = new ParamParser();
        body.addAll(request.request().formAttributes());
        body.addJson(request);
        merged.root.putAll(body.root);
        merged.root.keySet().removeAll(body.nulls);
        return new Params(merged.root, body.nulls, BodyReader.files(request));
    }

    private void addAll(MultiMap texts) {
        if (texts.size() > QueryString.MAX_PAIRS) {
            throw new Problem.Malformed("There should be at most " + QueryString.MAX_PAIRS + " parameters");
        }
        texts.forEach(this::add);
    }

    private void add(String name, String value) {
        add(path(name), requireStorable(value));
    }

    private void addJson(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        Buffer body = request.body() == null ? null : request.body().buffer();
        boolean json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
        if (!json || body == null || body.length() == 0) {
            return;
        }
        try {
            new JsonObject(body).forEach(member -> {
                Object value = value(member.getValue(), MAX_DEPTH);
                if (value != null) {
                    root.put(member.getKey(), value);
                } else {
                    nulls.add(member.getKey());
                }
            });
        } catch (DecodeException | ClassCastException malformed) {
            throw new Problem.Malformed("The body should be a JSON object");
        }
    }

    /** Splits {@code a[b][]} into {@code a}, {@code b} and the empty name. */
    private static List<String> path(String name) {
        int bracket = name.indexOf('[');
        if (bracket <= 0 || !name.endsWith("]")) {
            return List.of(name);
        }
        List<String> path = new ArrayList<>(List.of(name.substring(0, bracket)));
        path.addAll(List.of(name.substring(bracket + 1, name.length() - 1).split("]\\[", -1)));
        if (path.size() > MAX_DEPTH) {
            throw new Problem.Malformed("Parameter " + path.get(0) + " is nested too deeply");
        }
        return path;
    }

    @SuppressWarnings("unchecked")
    private void add(List<String> path, String value) {
        Map<String, Object> at = root;
        for (int i = 0; i < path.size(); i++) {
            String name = path.get(i);
            boolean isList = i + 1 < path.size() && path.get(i + 1).isEmpty();
            if (isList) {
                Object existing = at.computeIfAbsent(name, missing -> new ArrayList<>());
                List<Object> list = existing instanceof List ? (List<Object>) existing : replace(at, name);
                if (i + 2 >= path.size()) {
                    list.add(value);
                    return;
                }
                at = element(list, path.get(i + 2));
                i++;
            } else if (i == path.size() - 1) {
                if (!(at.get(name) instanceof Map)) {
                    at.put(name, value);
                }
            } else {
                Object existing = at.get(name);
                if (!(existing instanceof Map)) {
                    existing = new LinkedHashMap<String, Object>();
                    at.put(name, existing);
                }
                at = (Map<String, Object>) existing;
            }
        }
    }

    private static List<Object> replace(Map<String, Object> at, String name) {
        List<Object> list = new ArrayList<>();
        at.put(name, list);
        return list;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> element(List<Object> list, String next) {
        Object last = list.isEmpty() ? null : list.get(list.size() - 1);
        if (last instanceof Map<?, ?> map && !map.containsKey(next)) {
            return (Map<String, Object>) map;
        }
        Map<String, Object> added = new LinkedHashMap<>();
        list.add(added);
        return added;
    }

    private static @Nullable Object value(@Nullable Object json, int depth) {
        if (depth == 0) {
            throw new Problem.Malformed("The body is nested too deeply");
        }
        if (json instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                Object entry = value(array.getValue(i), depth - 1);
                if (entry != null) {
                    list.add(entry);
                }
            }
            return list;
        }
        if (json instanceof JsonObject object) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (String name : object.fieldNames()) {
                Object entry = value(object.getValue(name), depth - 1);
                if (entry != null) {
                    map.put(name, entry);
                }
            }
            return map;
        }
        return json == null ? null : requireStorable(json.toString());
    }

    /** PostgreSQL stores neither NUL nor lone surrogates, so reject them here rather than fail a statement. */
    private static String requireStorable(String text) {
        if (!isStorable(text)) {
            throw new Problem.Malformed("Text should be valid Unicode without NUL characters");
        }
        return text;
    }

    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}

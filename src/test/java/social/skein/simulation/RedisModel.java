package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import io.vertx.redis.client.impl.types.SimpleStringType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As much of Redis as live timelines ask: lists that are forgotten after a time, and the scripts themselves, run by a Lua. */
final class RedisModel {
    private final Time time;
    private final Weather weather;
    private final Map<String, Listed> lists = new HashMap<>();

    RedisModel(Time time, Weather weather) {
        this.time = time;
        this.weather = weather;
    }

    private static final class Listed {
        private final List<String> elements = new ArrayList<>();
        private long until = Long.MAX_VALUE;
    }

    /** FLUSHALL, or a restart without a file. */
    void forgetAll() {
        lists.clear();
    }

    Redis client(Process process) {
        return StandIn.of(
                Redis.class,
                Map.of(
                        "send",
                        args -> weather.ask(
                                process, Weather.Place.REDIS, () -> Future.succeededFuture(answer((Request) args[0]))),
                        "batch",
                        args -> weather.ask(
                                process,
                                Weather.Place.REDIS,
                                () -> Future.succeededFuture(answers((List<?>) args[0])))));
    }

    private List<Response> answers(List<?> requests) {
        List<Response> answers = new ArrayList<>();
        requests.forEach(request -> answers.add(answer((Request) request)));
        return answers;
    }

    private @Nullable Response answer(Request request) {
        List<String> args = new ArrayList<>();
        ((RequestImpl) request).getArgs().forEach(bytes -> args.add(new String(bytes, StandardCharsets.UTF_8)));
        String command = request.command().toString();
        if (command.startsWith("eval")) {
            int keys = Integer.parseInt(args.get(1));
            return response(Scripts.run(
                    args.get(0), args.subList(2, 2 + keys), args.subList(2 + keys, args.size()), this::call));
        }
        return response(call(command.toUpperCase(Locale.ROOT), args));
    }

    private static @Nullable Response response(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof Number number) {
            return NumberType.create(number.longValue());
        } else if (value instanceof List<?> elements) {
            MultiType all = MultiType.create(elements.size(), false);
            elements.forEach(element -> all.add(response(element)));
            return all;
        }
        return value.equals("OK")
                ? SimpleStringType.create("OK")
                : BulkType.create(Buffer.buffer(value.toString()), false);
    }

    private @Nullable Object call(String command, List<String> args) {
        Listed list = args.isEmpty() ? null : alive(args.get(0));
        switch (command) {
            case "PING":
                return "OK";
            case "DEL", "UNLINK":
                return lists.remove(args.get(0)) == null ? 0 : 1;
            case "RPUSH", "LPUSH":
                return push(command, lists.computeIfAbsent(args.get(0), none -> new Listed()), args);
            case "RPUSHX":
                return list == null ? 0 : push(command, list, args);
            case "PEXPIRE":
                if (list != null) {
                    list.until = time.now() + Long.parseLong(args.get(1));
                }
                return list == null ? 0 : 1;
            case "PTTL":
                return list == null ? -2 : list.until - time.now();
            default:
                return list == null ? absent(command) : of(list, command, args);
        }
    }

    private static @Nullable Object absent(String command) {
        return switch (command) {
            case "LLEN" -> 0;
            case "LRANGE" -> List.of();
            default -> null;
        };
    }

    private @Nullable Listed alive(String key) {
        Listed list = lists.get(key);
        if (list != null && (list.until <= time.now() || list.elements.isEmpty())) {
            lists.remove(key);
            return null;
        }
        return list;
    }

    private static Object push(String command, Listed list, List<String> args) {
        for (String element : args.subList(1, args.size())) {
            list.elements.add(command.startsWith("L") ? 0 : list.elements.size(), element);
        }
        return list.elements.size();
    }

    private static @Nullable Object of(Listed list, String command, List<String> args) {
        List<String> elements = list.elements;
        switch (command) {
            case "LLEN":
                return elements.size();
            case "LINDEX":
                int index = place(elements, args.get(1));
                return index < 0 || index >= elements.size() ? null : elements.get(index);
            case "LSET":
                elements.set(place(elements, args.get(1)), args.get(2));
                return "OK";
            case "LPOP":
                return elements.remove(0);
            case "LRANGE":
                return List.copyOf(range(elements, args));
            case "LTRIM":
                List<String> kept = List.copyOf(range(elements, args));
                elements.clear();
                elements.addAll(kept);
                return "OK";
            default:
                throw new UnsupportedOperationException("The simulation knows no " + command);
        }
    }

    /** The numbers at the tail of a list, the last of them first. */
    List<Long> newest(String key, int limit) {
        Listed list = alive(key);
        List<Long> ids = new ArrayList<>();
        for (int i = list == null ? -1 : list.elements.size() - 1; i > 0 && ids.size() < limit; i--) {
            ids.add(Long.parseLong(list.elements.get(i)));
        }
        return ids;
    }

    private static List<String> range(List<String> elements, List<String> args) {
        int from = Math.max(0, place(elements, args.get(1)));
        int to = Math.min(elements.size(), place(elements, args.get(2)) + 1);
        return from >= to ? List.of() : elements.subList(from, to);
    }

    private static int place(List<String> elements, String index) {
        int place = Integer.parseInt(index);
        return place < 0 ? elements.size() + place : place;
    }
}

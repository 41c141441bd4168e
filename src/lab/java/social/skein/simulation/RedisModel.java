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

/** A model of the parts of Redis that live timelines use: expiring lists, and the real scripts in a Lua interpreter. */
final class RedisModel {
    private final VirtualTime time;
    private final NetworkModel network;
    private final Map<String, RedisList> lists = new HashMap<>();

    RedisModel(VirtualTime time, NetworkModel network) {
        this.time = time;
        this.network = network;
    }

    private static final class RedisList {
        private final List<String> elements = new ArrayList<>();
        private long expiresAt = Long.MAX_VALUE;
    }

    /** Deletes all data, like FLUSHALL or a restart without persistence. */
    void flushAll() {
        lists.clear();
    }

    Redis client(SimulatedProcess process) {
        return InterfaceStub.create(
                Redis.class,
                Map.of(
                        "send",
                        args -> network.call(
                                process,
                                NetworkModel.Remote.REDIS,
                                () -> Future.succeededFuture(reply((Request) args[0]))),
                        "batch",
                        args -> network.call(
                                process,
                                NetworkModel.Remote.REDIS,
                                () -> Future.succeededFuture(replies((List<?>) args[0])))));
    }

    private List<Response> replies(List<?> requests) {
        List<Response> replies = new ArrayList<>();
        requests.forEach(request -> replies.add(reply((Request) request)));
        return replies;
    }

    private @Nullable Response reply(Request request) {
        List<String> args = new ArrayList<>();
        ((RequestImpl) request).getArgs().forEach(bytes -> args.add(new String(bytes, StandardCharsets.UTF_8)));
        String command = request.command().toString();
        if (command.startsWith("eval")) {
            int keys = Integer.parseInt(args.get(1));
            return response(LuaInterpreter.run(
                    args.get(0), args.subList(2, 2 + keys), args.subList(2 + keys, args.size()), this::execute));
        }
        return response(execute(command.toUpperCase(Locale.ROOT), args));
    }

    private static @Nullable Response response(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (value instanceof Number number) {
            return NumberType.create(number.longValue());
        } else if (value instanceof List<?> elements) {
            MultiType multi = MultiType.create(elements.size(), false);
            elements.forEach(element -> multi.add(response(element)));
            return multi;
        }
        return value.equals("OK")
                ? SimpleStringType.create("OK")
                : BulkType.create(Buffer.buffer(value.toString()), false);
    }

    private @Nullable Object execute(String command, List<String> args) {
        RedisList list = args.isEmpty() ? null : findUnexpired(args.get(0));
        switch (command) {
            case "PING":
                return "OK";
            case "DEL", "UNLINK":
                return lists.remove(args.get(0)) == null ? 0 : 1;
            case "RPUSH", "LPUSH":
                return push(command, lists.computeIfAbsent(args.get(0), none -> new RedisList()), args);
            case "RPUSHX":
                return list == null ? 0 : push(command, list, args);
            case "PEXPIRE":
                if (list != null) {
                    list.expiresAt = time.now() + Long.parseLong(args.get(1));
                }
                return list == null ? 0 : 1;
            case "PTTL":
                return list == null ? -2 : list.expiresAt - time.now();
            default:
                return list == null ? replyForMissingKey(command) : executeOnList(list, command, args);
        }
    }

    private static @Nullable Object replyForMissingKey(String command) {
        return switch (command) {
            case "LLEN" -> 0;
            case "LRANGE" -> List.of();
            default -> null;
        };
    }

    private @Nullable RedisList findUnexpired(String key) {
        RedisList list = lists.get(key);
        if (list != null && (list.expiresAt <= time.now() || list.elements.isEmpty())) {
            lists.remove(key);
            return null;
        }
        return list;
    }

    private static Object push(String command, RedisList list, List<String> args) {
        for (String element : args.subList(1, args.size())) {
            list.elements.add(command.startsWith("L") ? 0 : list.elements.size(), element);
        }
        return list.elements.size();
    }

    private static @Nullable Object executeOnList(RedisList list, String command, List<String> args) {
        List<String> elements = list.elements;
        switch (command) {
            case "LLEN":
                return elements.size();
            case "LINDEX":
                int index = resolveIndex(elements, args.get(1));
                return index < 0 || index >= elements.size() ? null : elements.get(index);
            case "LSET":
                elements.set(resolveIndex(elements, args.get(1)), args.get(2));
                return "OK";
            case "LPOP":
                return elements.remove(0);
            case "LRANGE":
                return List.copyOf(range(elements, args));
            case "LTRIM":
                List<String> retained = List.copyOf(range(elements, args));
                elements.clear();
                elements.addAll(retained);
                return "OK";
            default:
                throw new UnsupportedOperationException("The simulation does not support " + command);
        }
    }

    /** Returns the ids at the tail of a list, newest first. */
    List<Long> newestIds(String key, int limit) {
        RedisList list = findUnexpired(key);
        List<Long> ids = new ArrayList<>();
        for (int i = list == null ? -1 : list.elements.size() - 1; i > 0 && ids.size() < limit; i--) {
            ids.add(Long.parseLong(list.elements.get(i)));
        }
        return ids;
    }

    private static List<String> range(List<String> elements, List<String> args) {
        int from = Math.max(0, resolveIndex(elements, args.get(1)));
        int to = Math.min(elements.size(), resolveIndex(elements, args.get(2)) + 1);
        return from >= to ? List.of() : elements.subList(from, to);
    }

    private static int resolveIndex(List<String> elements, String index) {
        int position = Integer.parseInt(index);
        return position < 0 ? elements.size() + position : position;
    }
}

package social.skein.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script from {@code lua/}, called by its hash; sent in full if Redis has not cached it yet. */
public final class LuaScript {
    private final String source;
    private final String sha;

    private LuaScript(String source) {
        this.source = source;
        this.sha = sha1(source);
    }

    /** The keys and arguments of one call, encoded; the keys must share a hash tag. */
    public record ScriptCall(List<byte[]> keys, List<byte[]> arguments) {
        public static ScriptCall of(String key, List<String> arguments) {
            return new ScriptCall(
                    List.of(bytes(key)),
                    arguments.stream().map(LuaScript::bytes).toList());
        }
    }

    public static LuaScript load(String name) {
        try (InputStream file = LuaScript.class.getResourceAsStream("/lua/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("The jar lacks the script lua/" + name);
            }
            return new LuaScript(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Runs the script once per call, all in one round trip; the responses are in the order of the calls. */
    public Future<List<Response>> run(RedisClient redis, List<ScriptCall> calls) {
        return redis.batch(requests(Command.EVALSHA, sha, calls))
                .recover(failure -> String.valueOf(failure.getMessage()).contains("NOSCRIPT")
                        ? redis.batch(requests(Command.EVAL, source, calls))
                        : Future.failedFuture(failure));
    }

    public Future<Response> run(RedisClient redis, ScriptCall call) {
        return run(redis, List.of(call)).map(responses -> responses.get(0));
    }

    private static List<Request> requests(Command command, String script, List<ScriptCall> calls) {
        return calls.stream()
                .map(call -> {
                    Request request =
                            Request.cmd(command).arg(script).arg(call.keys().size());
                    call.keys().forEach(request::arg);
                    call.arguments().forEach(request::arg);
                    return request;
                })
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes(text));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

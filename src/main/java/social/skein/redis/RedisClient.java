package social.skein.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;

/**
 * Commands to Redis, each with a time limit: a Redis that hangs is as good as one that is gone. Each event loop has a
 * connection of its own, on which commands follow each other without waiting: a pooled one may belong to another loop, and
 * going there and back costs more than the command. The pool serves who is on no event loop, and while there is no such
 * connection.
 */
public final class RedisClient {
    private final Map<Thread, RedisConnection> lines = new ConcurrentHashMap<>();
    private final Set<Thread> opening = ConcurrentHashMap.newKeySet();
    private final Redis redis;
    private final Duration timeout;

    public RedisClient(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeout = timeout;
    }

    /** Sends one command. Fails with {@link Problem.Unavailable} when Redis does not answer in time. */
    public Future<Response> send(Request command) {
        RedisConnection line = line();
        return limited(line == null ? redis.send(command) : line.send(command));
    }

    /** Sends commands together and brings their answers, in the order of the commands. */
    public Future<List<Response>> batch(List<Request> commands) {
        if (commands.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        RedisConnection line = line();
        return limited(line == null ? redis.batch(commands) : line.batch(commands));
    }

    private @Nullable RedisConnection line() {
        if (!Context.isOnEventLoopThread()) {
            return null;
        }
        Thread loop = Thread.currentThread();
        RedisConnection line = lines.get(loop);
        if (line == null && opening.add(loop)) {
            redis.connect().onSuccess(fresh -> keep(loop, fresh)).onComplete(done -> opening.remove(loop));
        }
        return line;
    }

    private void keep(Thread loop, RedisConnection line) {
        line.endHandler(gone -> lines.remove(loop, line));
        line.exceptionHandler(broken -> lines.remove(loop, line));
        lines.put(loop, line);
    }

    private <T> Future<T> limited(Future<T> answer) {
        return answer.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).recover(RedisClient::told);
    }

    /** An error that Redis itself answered with is a fault of ours; everything else means Redis is away. */
    private static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(
                failure instanceof io.vertx.redis.client.impl.types.ErrorType
                        ? failure
                        : new Problem.Unavailable("Redis cannot be reached at the moment"));
    }
}

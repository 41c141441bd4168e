package social.skein.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import social.skein.context.Deadline;
import social.skein.model.Problem;

/**
 * Commands to Redis, each with a time limit: a Redis that hangs is as good as one that is gone, and one that is gone as good
 * as none. After some failures a {@link CircuitBreaker} has commands fail at once until Redis is back; where there is no Redis they
 * always do. Each event loop has a connection of its own, on which commands follow each other without waiting: a pooled one
 * may belong to another loop, and going there and back costs more than the command. The pool serves who is on no event loop,
 * and while there is no such connection. For a request whose {@link Deadline} has passed nothing is sent.
 */
public final class RedisClient {
    /**
     * The client tells of a connection that went away under a command as if Redis had answered with an error: by this word, or
     * in a batch by the name of the exception.
     */
    private static final Pattern CONNECTION_LOST =
            Pattern.compile("(?s)(ERR \\[\\d+] )?(CONNECTION_CLOSED|[\\w$]+(\\.[\\w$]+)+(:.*)?)");

    private final Map<Thread, RedisConnection> connections = new ConcurrentHashMap<>();
    private final Set<Thread> connecting = ConcurrentHashMap.newKeySet();
    private final Optional<Target> target;
    private final Duration timeout;

    /** To a Redis, and whether it is to be asked. */
    private record Target(Redis redis, CircuitBreaker breaker) {}

    public RedisClient(Vertx vertx, Redis redis, Duration timeout, MeterRegistry metrics) {
        this.timeout = timeout;
        this.target = Optional.of(new Target(redis, new CircuitBreaker(vertx, () -> ping(redis), metrics)));
    }

    private RedisClient() {
        this.timeout = Duration.ZERO;
        this.target = Optional.empty();
    }

    /** What a deployment without Redis has in its place: it fails as a Redis does that never comes back. */
    public static RedisClient disabled() {
        return new RedisClient();
    }

    /** Whether there is no Redis, and never will be one in the life of this process. */
    public boolean isDisabled() {
        return target.isEmpty();
    }

    /** Whether it is worth while to ask: false as well for as long as Redis does not answer. */
    public boolean isAvailable() {
        return target.isPresent() && !target.get().breaker.isOpen();
    }

    private Future<?> ping(Redis redis) {
        return redis.send(Request.cmd(Command.PING)).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends one command. Fails with {@link Problem.Unavailable} when Redis does not answer in time. */
    public Future<Response> send(Request command) {
        return guarded(open -> {
            RedisConnection line = connection(open);
            return line == null ? open.send(command) : line.send(command);
        });
    }

    /** Sends commands together and brings their answers, in the order of the commands. */
    public Future<List<Response>> batch(List<Request> commands) {
        if (commands.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return guarded(open -> {
            RedisConnection line = connection(open);
            return line == null ? open.batch(commands) : line.batch(commands);
        });
    }

    private @Nullable RedisConnection connection(Redis redis) {
        if (!Context.isOnEventLoopThread()) {
            return null;
        }
        Thread loop = Thread.currentThread();
        RedisConnection line = connections.get(loop);
        if (line == null && connecting.add(loop)) {
            redis.connect()
                    .onSuccess(fresh -> cacheConnection(loop, fresh))
                    .onComplete(done -> connecting.remove(loop));
        }
        return line;
    }

    private void cacheConnection(Thread loop, RedisConnection connection) {
        connection.endHandler(gone -> connections.remove(loop, connection));
        connection.exceptionHandler(broken -> connections.remove(loop, connection));
        connections.put(loop, connection);
    }

    private <T> Future<T> guarded(Function<Redis, Future<T>> command) {
        if (!isAvailable()) {
            return unavailable();
        }
        if (Deadline.isCurrentExpired()) {
            return Future.failedFuture(new Problem.DeadlineExceeded());
        }
        Target open = target.orElseThrow();
        return command.apply(open.redis)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(answer -> open.breaker.recordSuccess())
                .recover(failure -> onFailure(open.breaker, failure));
    }

    /** An error that Redis itself answered with is a fault of ours; everything else means Redis is away. */
    private static <T> Future<T> onFailure(CircuitBreaker breaker, Throwable failure) {
        if (failure instanceof ErrorType answer
                && !CONNECTION_LOST.matcher(String.valueOf(answer.getMessage())).matches()) {
            breaker.recordSuccess();
            return Future.failedFuture(failure);
        }
        breaker.recordFailure();
        return unavailable();
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new Problem.Unavailable("Redis cannot be reached at the moment"));
    }
}

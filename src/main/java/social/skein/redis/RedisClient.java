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
 * Sends commands to Redis, each with a timeout. During an outage a {@link CircuitBreaker} makes commands fail
 * immediately; in a deployment without Redis they always do. Each event loop has its own pipelined connection: a pooled
 * one may belong to another event loop, and the thread switches would cost more than the command. The pool serves
 * callers outside event loops, and event loops whose connection is not open yet. After a request's {@link Deadline}
 * nothing is sent.
 */
public final class RedisClient {
    /**
     * The Vert.x client reports a connection lost during a command like an error response of Redis: with this word, or
     * in a batch with the name of the exception.
     */
    private static final Pattern CONNECTION_LOST =
            Pattern.compile("(?s)(ERR \\[\\d+] )?(CONNECTION_CLOSED|[\\w$]+(\\.[\\w$]+)+(:.*)?)");

    private final Map<Thread, RedisConnection> connections = new ConcurrentHashMap<>();
    private final Set<Thread> connecting = ConcurrentHashMap.newKeySet();
    private final Optional<Target> target;
    private final Duration timeout;

    /** A Redis client with its circuit breaker. */
    private record Target(Redis redis, CircuitBreaker breaker) {}

    public RedisClient(Vertx vertx, Redis redis, Duration timeout, MeterRegistry metrics) {
        this.timeout = timeout;
        this.target = Optional.of(new Target(redis, new CircuitBreaker(vertx, () -> ping(redis), metrics)));
    }

    private RedisClient() {
        this.timeout = Duration.ZERO;
        this.target = Optional.empty();
    }

    /** The client of a deployment without Redis: every command fails as during an outage. */
    public static RedisClient disabled() {
        return new RedisClient();
    }

    /** Whether the deployment has no Redis. */
    public boolean isDisabled() {
        return target.isEmpty();
    }

    /** Whether commands are sent at all: false without Redis and while the circuit breaker is open. */
    public boolean isAvailable() {
        return target.isPresent() && !target.get().breaker.isOpen();
    }

    private Future<?> ping(Redis redis) {
        return redis.send(Request.cmd(Command.PING)).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends one command. Fails with {@link Problem.Unavailable} if Redis does not respond in time. */
    public Future<Response> send(Request command) {
        return guarded(redis -> {
            RedisConnection connection = connection(redis);
            return connection == null ? redis.send(command) : connection.send(command);
        });
    }

    /** Sends commands in one batch; the responses are in the order of the commands. */
    public Future<List<Response>> batch(List<Request> commands) {
        if (commands.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return guarded(redis -> {
            RedisConnection connection = connection(redis);
            return connection == null ? redis.batch(commands) : connection.batch(commands);
        });
    }

    /** The connection of the current event loop; null while it is being opened, and outside event loops. */
    private @Nullable RedisConnection connection(Redis redis) {
        if (!Context.isOnEventLoopThread()) {
            return null;
        }
        Thread loop = Thread.currentThread();
        RedisConnection connection = connections.get(loop);
        if (connection == null && connecting.add(loop)) {
            redis.connect()
                    .onSuccess(opened -> cacheConnection(loop, opened))
                    .onComplete(done -> connecting.remove(loop));
        }
        return connection;
    }

    private void cacheConnection(Thread loop, RedisConnection connection) {
        connection.endHandler(ended -> connections.remove(loop, connection));
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
        Target redis = target.orElseThrow();
        return command.apply(redis.redis)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(response -> redis.breaker.recordSuccess())
                .recover(failure -> onFailure(redis.breaker, failure));
    }

    /**
     * An error response of Redis is a bug of this program and passed on; any other failure means that Redis is
     * unavailable.
     */
    private static <T> Future<T> onFailure(CircuitBreaker breaker, Throwable failure) {
        if (failure instanceof ErrorType error
                && !CONNECTION_LOST.matcher(String.valueOf(error.getMessage())).matches()) {
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

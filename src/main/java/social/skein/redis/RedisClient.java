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
import social.skein.model.Problem;
import social.skein.trace.Deadline;

/**
 * Commands to Redis, each with a time limit: a Redis that hangs is as good as one that is gone, and one that is gone as good
 * as none. After some failures a {@link Breaker} has commands fail at once until Redis is back; where there is no Redis they
 * always do. Each event loop has a connection of its own, on which commands follow each other without waiting: a pooled one
 * may belong to another loop, and going there and back costs more than the command. The pool serves who is on no event loop,
 * and while there is no such connection. For a request whose {@link Deadline} has passed nothing is sent.
 */
public final class RedisClient {
    /**
     * The client tells of a connection that went away under a command as if Redis had answered with an error: by this word, or
     * in a batch by the name of the exception.
     */
    private static final Pattern LOST =
            Pattern.compile("(?s)(ERR \\[\\d+] )?(CONNECTION_CLOSED|[\\w$]+(\\.[\\w$]+)+(:.*)?)");

    private final Map<Thread, RedisConnection> lines = new ConcurrentHashMap<>();
    private final Set<Thread> opening = ConcurrentHashMap.newKeySet();
    private final Optional<Way> way;
    private final Duration timeout;

    /** To a Redis, and whether it is to be asked. */
    private record Way(Redis redis, Breaker breaker) {}

    public RedisClient(Vertx vertx, Redis redis, Duration timeout, MeterRegistry metrics) {
        this.timeout = timeout;
        this.way = Optional.of(new Way(redis, new Breaker(vertx, () -> ping(redis), metrics)));
    }

    private RedisClient() {
        this.timeout = Duration.ZERO;
        this.way = Optional.empty();
    }

    /** What a deployment without Redis has in its place: it fails as a Redis does that never comes back. */
    public static RedisClient none() {
        return new RedisClient();
    }

    /** Whether there is no Redis, and never will be one in the life of this process. */
    public boolean isNone() {
        return way.isEmpty();
    }

    /** Whether it is worth while to ask: false as well for as long as Redis does not answer. */
    public boolean isReachable() {
        return way.isPresent() && !way.get().breaker.isOpen();
    }

    private Future<?> ping(Redis redis) {
        return redis.send(Request.cmd(Command.PING)).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends one command. Fails with {@link Problem.Unavailable} when Redis does not answer in time. */
    public Future<Response> send(Request command) {
        return limited(open -> {
            RedisConnection line = line(open);
            return line == null ? open.send(command) : line.send(command);
        });
    }

    /** Sends commands together and brings their answers, in the order of the commands. */
    public Future<List<Response>> batch(List<Request> commands) {
        if (commands.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return limited(open -> {
            RedisConnection line = line(open);
            return line == null ? open.batch(commands) : line.batch(commands);
        });
    }

    private @Nullable RedisConnection line(Redis redis) {
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

    private <T> Future<T> limited(Function<Redis, Future<T>> question) {
        if (!isReachable()) {
            return away();
        }
        if (Deadline.isOver()) {
            return Future.failedFuture(new Problem.TooLate());
        }
        Way open = way.orElseThrow();
        return question.apply(open.redis)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(answer -> open.breaker.answered())
                .recover(failure -> told(open.breaker, failure));
    }

    /** An error that Redis itself answered with is a fault of ours; everything else means Redis is away. */
    private static <T> Future<T> told(Breaker breaker, Throwable failure) {
        if (failure instanceof ErrorType answer
                && !LOST.matcher(String.valueOf(answer.getMessage())).matches()) {
            breaker.answered();
            return Future.failedFuture(failure);
        }
        breaker.failed();
        return away();
    }

    private static <T> Future<T> away() {
        return Future.failedFuture(new Problem.Unavailable("Redis cannot be reached at the moment"));
    }
}

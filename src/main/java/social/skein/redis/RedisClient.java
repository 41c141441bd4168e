package social.skein.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import social.skein.model.Problem;

/** Commands to Redis, each with a time limit: a Redis that hangs is as good as one that is gone. */
public final class RedisClient {
    private final Redis redis;
    private final Duration timeout;

    public RedisClient(Redis redis, Duration timeout) {
        this.redis = redis;
        this.timeout = timeout;
    }

    /** Sends one command. Fails with {@link Problem.Unavailable} when Redis does not answer in time. */
    public Future<Response> send(Request command) {
        return limited(redis.send(command));
    }

    /** Sends commands together and brings their answers, in the order of the commands. */
    public Future<List<Response>> batch(List<Request> commands) {
        return commands.isEmpty() ? Future.succeededFuture(List.of()) : limited(redis.batch(commands));
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

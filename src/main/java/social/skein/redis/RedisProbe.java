package social.skein.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** Signs in to a Redis server and sends PING. */
public final class RedisProbe {
    private RedisProbe() {}

    /** Succeeds with the answer; fails with the reason. The caller sets a time limit. */
    public static Future<String> ping(Vertx vertx, RedisUri uri) {
        return Future.succeededFuture(uri).compose(address -> {
            Redis redis = Redis.createClient(vertx, address.options().setMaxPoolSize(1));
            return redis.send(Request.cmd(Command.PING))
                    .map(String::valueOf)
                    .recover(failure -> Future.failedFuture(new IllegalStateException(reason(failure), failure)))
                    .onComplete(answered -> redis.close());
        });
    }

    private static String reason(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "the host name is unknown";
        }
        return failure instanceof ConnectException
                ? "the connection was refused"
                : String.valueOf(failure.getMessage());
    }
}

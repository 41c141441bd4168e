package social.skein.rate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import social.skein.http.Ledger;
import social.skein.http.Rate;
import social.skein.http.RateLimit;
import social.skein.redis.RedisClient;
import social.skein.redis.Script;

/**
 * The ledger in Redis. Its keys are {@code rate:LIMIT:BY}, one for each window that is open: how many requests are taken
 * of it, a number that lives until the window ends; only {@code take.lua} writes it. A Redis that lost them begins all
 * windows anew.
 */
public final class RedisLedger implements Ledger {
    private static final Script TAKE = Script.load("take.lua");

    private final RedisClient redis;
    private final Counter taken;
    private final Counter away;

    public RedisLedger(RedisClient redis, MeterRegistry metrics) {
        this.redis = redis;
        this.taken = counter("taken", metrics);
        this.away = counter("away", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("skein.rate.ledger")
                .description("Questions to the ledger of rate limits: answered (taken) or not (away)")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public Future<Grant> take(RateLimit.Use use, Rate rate, Wish wish) {
        return TAKE.run(redis, call(use, rate, wish))
                .map(RedisLedger::grant)
                .onSuccess(grant -> taken.increment())
                .onFailure(failure -> away.increment());
    }

    private static Script.Call call(RateLimit.Use use, Rate rate, Wish wish) {
        return Script.Call.of(
                "rate:" + use.limit() + ":" + use.by(),
                List.of(
                        Integer.toString(rate.most()),
                        Long.toString(rate.window().toMillis()),
                        Integer.toString(wish.most()),
                        Integer.toString(wish.owed())));
    }

    private static Grant grant(Response answer) {
        return new Grant(
                answer.get(0).toInteger(),
                answer.get(1).toInteger(),
                Duration.ofMillis(answer.get(2).toLong()));
    }
}

package social.skein.replication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.redis.LuaScript;
import social.skein.redis.RedisClient;

/**
 * Where in the database's log people wrote last, so that they read from a replica only if it has that. Instances tell each
 * other, and leave word in Redis, or in the primary where Redis does not answer, before the writer is answered: a hint may be
 * lost, or later than the writer's next request.
 *
 * <p>In Redis: {@code write-position:<account>}, a number, the place; written by whoever answered the write, gone after {@code kept}.
 */
public final class WritePositions {
    /** Before everything somebody could have written lately: no replica has this. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Beyond the lag at which a replica is no longer asked: a look that takes its time, and a clock that runs faster. */
    private static final Duration SLACK = Duration.ofSeconds(9);

    private static final int MAX_ENTRIES = 200_000;
    private static final LuaScript RECORD = LuaScript.load("write-position-set.lua");

    private final HintBus hints;
    private final RedisClient redis;
    private final WritePositionStore store;
    private final Duration ttl;
    private final Cache<AccountId, Long> localPositions;

    /** @param maxLag how far behind a replica may be and still be asked: what is older than that, all of them have */
    public WritePositions(HintBus hints, RedisClient redis, WritePositionStore store, Duration maxLag) {
        this.hints = hints;
        this.redis = redis;
        this.store = store;
        this.ttl = maxLag.plus(SLACK);
        this.localPositions = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(ttl)
                .build();
    }

    /** Begins to hear of writes that other instances took. */
    public Future<Void> listen() {
        return hints.subscribe(WritePositionHint.HINT, this::merge);
    }

    /** Somebody wrote something before this place. Never fails: what could be told nowhere else, the hint tells. */
    Future<Void> record(AccountId writer, long position) {
        hints.publish(WritePositionHint.HINT, new WritePositionHint(writer, position));
        return RECORD.run(redis, LuaScript.ScriptCall.of(key(writer), List.of(Long.toString(position), ttlMillis())))
                .<Void>mapEmpty()
                .recover(away -> position == UNKNOWN ? Future.succeededFuture() : store.save(writer, position))
                .otherwiseEmpty();
    }

    /** Somebody asks with a token of this age: until lately they may not have been there at all, for who signs up has none. */
    public void onAuthenticated(AccountId account, Duration tokenAge) {
        if (tokenAge.compareTo(ttl) < 0) {
            merge(new WritePositionHint(account, UNKNOWN));
        }
    }

    /** The place behind which all lies that somebody wrote; the start of the log where that is long ago. */
    Future<Long> lastPosition(AccountId reader) {
        long here = Optional.ofNullable(localPositions.getIfPresent(reader)).orElse(0L);
        return here == UNKNOWN
                ? Future.succeededFuture(here)
                : redis.send(Request.cmd(Command.GET).arg(key(reader)))
                        .map(WritePositions::parsePosition)
                        .recover(away -> store.find(reader))
                        .map(told -> Math.max(here, told))
                        .otherwise(here);
    }

    private static long parsePosition(Response response) {
        return response == null ? 0 : response.toLong();
    }

    private void merge(WritePositionHint hint) {
        localPositions.asMap().merge(hint.account(), hint.position(), Math::max);
    }

    private String ttlMillis() {
        return Long.toString(ttl.toMillis());
    }

    private static String key(AccountId account) {
        return "write-position:" + account.value();
    }
}

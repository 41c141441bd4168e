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
 * The position in the write-ahead log of each account's last write. An account reads only from replicas that have
 * replayed it. Processes exchange positions by hints. They also store them in Redis or, if Redis does not respond, in
 * the primary, before the response to the write, because a hint may be lost or arrive after the account's next request.
 *
 * <p>In Redis: {@code write-position:<account>}, the position in bytes; written by the process that served the write,
 * expires after {@code ttl}.
 */
public final class WritePositions {
    /** A position that no replica has replayed: the account reads from the primary. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Added to the maximal lag of a replica, for the duration of a health check and for clocks that run faster. */
    private static final Duration SLACK = Duration.ofSeconds(9);

    private static final int MAX_ENTRIES = 200_000;
    private static final LuaScript RECORD = LuaScript.load("write-position-set.lua");

    private final HintBus hints;
    private final RedisClient redis;
    private final WritePositionStore store;
    private final Duration ttl;
    private final Cache<AccountId, Long> localPositions;

    /** @param maxLag the lag beyond which a replica gets no queries; all others have replayed older writes */
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

    /** Subscribes to the writes that other processes serve. */
    public Future<Void> listen() {
        return hints.subscribe(WritePositionHint.HINT, this::merge);
    }

    /** Records a write before this position. Never fails: if nothing can store the position, the hint remains. */
    Future<Void> record(AccountId writer, long position) {
        hints.publish(WritePositionHint.HINT, new WritePositionHint(writer, position));
        return RECORD.run(redis, LuaScript.ScriptCall.of(key(writer), List.of(Long.toString(position), ttlMillis())))
                .<Void>mapEmpty()
                .recover(failure -> position == UNKNOWN ? Future.succeededFuture() : store.save(writer, position))
                .otherwiseEmpty();
    }

    /** A young token may mean a new account, which replicas may lack: its reads go to the primary. */
    public void onAuthenticated(AccountId account, Duration tokenAge) {
        if (tokenAge.compareTo(ttl) < 0) {
            merge(new WritePositionHint(account, UNKNOWN));
        }
    }

    /** A position that is not before any write of the account, 0 if its last write is old. */
    Future<Long> lastPosition(AccountId reader) {
        long local = Optional.ofNullable(localPositions.getIfPresent(reader)).orElse(0L);
        return local == UNKNOWN
                ? Future.succeededFuture(local)
                : redis.send(Request.cmd(Command.GET).arg(key(reader)))
                        .map(WritePositions::parsePosition)
                        .recover(failure -> store.find(reader))
                        .map(stored -> Math.max(local, stored))
                        .otherwise(local);
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

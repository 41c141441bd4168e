package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.redis.RedisClient;
import social.skein.redis.Script;

/**
 * Where in the database's log people wrote last, so that they read from a replica only if it has that. Instances tell each
 * other, and leave word in Redis, or in the primary where Redis does not answer, before the writer is answered: a hint may be
 * lost, or later than the writer's next request.
 *
 * <p>In Redis: {@code wrote:<account>}, a number, the place; written by whoever answered the write, gone after {@code kept}.
 */
public final class LastWrites {
    /** Before everything somebody could have written lately: no replica has this. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** Beyond the lag at which a replica is no longer asked: a look that takes its time, and a clock that runs faster. */
    private static final Duration SLACK = Duration.ofSeconds(9);

    private static final int MOST = 200_000;
    private static final Script WROTE = Script.load("wrote.lua");

    private final Hints hints;
    private final RedisClient redis;
    private final WrittenPlaces places;
    private final Duration kept;
    private final Cache<AccountId, Long> heard;

    /** @param maxLag how far behind a replica may be and still be asked: what is older than that, all of them have */
    public LastWrites(Hints hints, RedisClient redis, WrittenPlaces places, Duration maxLag) {
        this.hints = hints;
        this.redis = redis;
        this.places = places;
        this.kept = maxLag.plus(SLACK);
        this.heard =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(kept).build();
    }

    /** Begins to hear of writes that other instances took. */
    public Future<Void> listen() {
        return hints.keep(Wrote.HINT, this::hear);
    }

    /** Somebody wrote something before this place. Never fails: what could be told nowhere else, the hint tells. */
    Future<Void> wrote(AccountId writer, long position) {
        hints.publish(Wrote.HINT, new Wrote(writer, position));
        return WROTE.run(redis, Script.Call.of(key(writer), List.of(Long.toString(position), millis())))
                .<Void>mapEmpty()
                .recover(away -> position == UNKNOWN ? Future.succeededFuture() : places.put(writer, position))
                .otherwiseEmpty();
    }

    /** Somebody asks with a token of this age: until lately they may not have been there at all, for who signs up has none. */
    public void met(AccountId account, Duration age) {
        if (age.compareTo(kept) < 0) {
            hear(new Wrote(account, UNKNOWN));
        }
    }

    /** The place behind which all lies that somebody wrote; the start of the log where that is long ago. */
    Future<Long> of(AccountId reader) {
        long here = Optional.ofNullable(heard.getIfPresent(reader)).orElse(0L);
        return here == UNKNOWN
                ? Future.succeededFuture(here)
                : redis.send(Request.cmd(Command.GET).arg(key(reader)))
                        .map(LastWrites::place)
                        .recover(away -> places.of(reader))
                        .map(told -> Math.max(here, told))
                        .otherwise(here);
    }

    private static long place(Response told) {
        return told == null ? 0 : told.toLong();
    }

    private void hear(Wrote wrote) {
        heard.asMap().merge(wrote.account(), wrote.position(), Math::max);
    }

    private String millis() {
        return Long.toString(kept.toMillis());
    }

    private static String key(AccountId account) {
        return "wrote:" + account.value();
    }
}

package social.skein.media;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.account.AccountStateChanged;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.sql.Db;

/**
 * The keys of the files that may be served: their medium is not deleted, and its owner is not suspended. Kept for a
 * minute, so that a file that many request costs one statement.
 */
final class ServableMedia {
    private static final Duration TTL = Duration.ofMinutes(1);

    /** A key has 60 characters. */
    private static final int KEY_BYTES = 100;

    /** An object without a medium is a picture of a custom emoji. */
    private static final String SERVABLE = """
            select o.key
              from media_object o
              left join media m on m.id = o.media_id and m.shard = o.shard
              left join account a on a.id = m.account_id
             where o.key = any($1)
               and (m.id is null or (m.state = 'ready' and a.suspended_at is null and a.deleted_at is null))
            """;

    private final Db db;
    private final LocalLoadingCache<String, Boolean> cache;

    ServableMedia(Db db, CacheBudget budget) {
        this.db = db;
        this.cache = budget.bulkCache(
                new CacheBudget.LocalCacheSpec<>("servable media", TTL, 1, servable -> KEY_BYTES), this::load);
    }

    /** Subscribes to the hints that invalidate entries. */
    Future<Void> subscribe(HintBus hints) {
        return hints.subscribe(AccountStateChanged.HINT, changed -> cache.invalidateAll());
    }

    /** Whether the file with this key may be served. */
    Future<Boolean> contains(String key) {
        return cache.get(key).map(found -> found.isPresent());
    }

    private Future<Map<String, Boolean>> load(Set<String> keys) {
        return db.list(SERVABLE, row -> row.getString("key"), (Object) keys.toArray(String[]::new))
                .map(found -> found.stream().collect(Collectors.toMap(Function.identity(), key -> true)));
    }
}

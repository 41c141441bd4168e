package social.skein.media;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;

/** Erases the media of a deleted account: the bytes first, then the rows. */
final class MediaErasure implements ErasureStep {
    private static final String COUNT = "select count(*) as n from media where account_id = $1 and shard = $2";

    private static final String MARK = """
            update media set state = 'deleted', status_id = null
             where (id, shard) in (select id, shard from media where account_id = $1 and shard = $2 order by id limit $3)
            returning id
            """;

    private final Db db;
    private final MediaObjects objects;

    MediaErasure(Db db, MediaObjects objects) {
        this.db = db;
        this.objects = objects;
    }

    @Override
    public String label() {
        return "media";
    }

    @Override
    public Set<String> columns() {
        return Set.of("media.account_id");
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return db.one(COUNT, row -> row.getLong("n"), account.value(), shard(account));
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return db.list(MARK, row -> new MediaId(row.getLong("id")), account.value(), shard(account), limit)
                .compose(media -> delete(account, media));
    }

    private Future<Integer> delete(AccountId account, List<MediaId> media) {
        return media.isEmpty()
                ? Future.succeededFuture(0)
                : objects.removeAll(account, media).map(media.size());
    }

    private static int shard(AccountId account) {
        return SnowflakeIds.shard(account.value());
    }
}

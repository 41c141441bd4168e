package social.skein.tag;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Reads;
import social.skein.sql.Transaction;

/** The hashtags that accounts feature on their profiles, with the number of public statuses that use them. */
public final class FeaturedTags {
    static final int MAX_FEATURED = 10;

    private static final String OF_ACCOUNT = """
            select f.id, f.tag, used.times, used.latest
              from featured_tag f
             cross join lateral (
                   select count(*) as times, max(status_id) as latest
                     from status_tag
                    where account_id = f.account_id and tag = f.tag) used
             where f.account_id = $1
             order by f.id
            """;

    private static final String INSERT = "insert into featured_tag (account_id, tag, id) values ($1, $2, $3)";

    private static final String DELETE = "delete from featured_tag where account_id = $1 and id = $2";

    /** Counts at most this many uses: an account may have a hundred thousand. */
    private static final String MOST_USED = """
            select tag
              from (select tag, status_id from status_tag
                     where account_id = $1
                       and tag not in (select tag from featured_tag where account_id = $1)
                     limit 10000) used
             group by tag
             order by count(*) desc, max(status_id) desc
             limit $2
            """;

    private final Db db;

    public FeaturedTags(Db db) {
        this.db = db;
    }

    /** A hashtag on an account's profile. */
    record FeaturedTag(long id, String tag, long useCount, Optional<Instant> lastUsedAt) {
        static FeaturedTag of(Row row) {
            @Nullable Long latest = row.getLong("latest");
            return new FeaturedTag(
                    row.getLong("id"),
                    row.getString("tag"),
                    row.getLong("times"),
                    Optional.ofNullable(latest).map(SnowflakeIds::timestamp));
        }
    }

    /** The featured hashtags of an account, in the order they were added. */
    Future<List<FeaturedTag>> byAccount(AccountId account) {
        return byAccount(db.readOnly(), account);
    }

    private static Future<List<FeaturedTag>> byAccount(Reads reads, AccountId account) {
        return reads.list(OF_ACCOUNT, FeaturedTag::of, account.value());
    }

    /** Adds a hashtag; fails with a {@link Problem.Invalid} if it is already featured, or if there are too many. */
    Future<FeaturedTag> add(AccountId account, String tag) {
        return db.inShardOf(
                account,
                (tx, id) -> byAccount(tx, account)
                        .compose(existing -> add(tx, account, tag, id, existing))
                        .compose(added -> byAccount(tx, account))
                        .map(all -> all.get(all.size() - 1)));
    }

    private static Future<Integer> add(
            Transaction tx, AccountId account, String tag, long id, List<FeaturedTag> existing) {
        if (existing.stream().anyMatch(featured -> featured.tag().equals(tag))) {
            return Future.failedFuture(new Problem.Invalid("Validation failed: This hashtag is featured already"));
        }
        if (existing.size() >= MAX_FEATURED) {
            return Future.failedFuture(new Problem.Invalid(
                    "Validation failed: You have already featured the maximum number of hashtags, which is "
                            + MAX_FEATURED));
        }
        return tx.update(INSERT, account.value(), tag, id);
    }

    /** Removes a hashtag by its id; fails with a {@link Problem.NotFound} if the account does not feature it. */
    Future<Void> remove(AccountId account, long id) {
        return db.inShardOf(
                account,
                (tx, shardId) -> tx.update(DELETE, account.value(), id)
                        .compose(removed ->
                                removed == 0 ? Future.failedFuture(new Problem.NotFound()) : Future.succeededFuture()));
    }

    /** The hashtags the account uses most and does not feature. */
    Future<List<String>> suggestions(AccountId account) {
        return db.readOnly().list(MOST_USED, row -> row.getString("tag"), account.value(), MAX_FEATURED);
    }
}

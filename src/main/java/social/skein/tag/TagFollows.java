package social.skein.tag;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * The follows of hashtags. Each follow has an id, by which both the followers of a tag and the tags of an account are
 * paged.
 */
public final class TagFollows {
    private static final String AMONG = "select tag from tag_follow where account_id = $1 and tag = any($2)";

    private static final String NEWEST_FOLLOWED = """
            select tag from tag_follow where account_id = $1 order by id desc limit $2
            """;

    private static final String FOLLOWERS_AFTER = """
            select id, account_id from tag_follow where tag = $1 and id > $2 order by id limit $3
            """;

    private static final String FOLLOW = """
            insert into tag_follow (account_id, tag, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String UNFOLLOW = "delete from tag_follow where account_id = $1 and tag = $2";

    private static final String FOLLOWED_PAGE = """
            select id, tag from tag_follow where account_id = $4 and id > $1 and id < $2
            """;

    private final Db db;

    public TagFollows(Db db) {
        this.db = db;
    }

    /** A follower of a tag, and the id that serves as page cursor. */
    public record TagFollower(long id, AccountId account) {
        static TagFollower of(Row row) {
            return new TagFollower(row.getLong("id"), new AccountId(row.getLong("account_id")));
        }
    }

    /** A followed tag, and the id that serves as page cursor. */
    record FollowedTag(long id, String tag) {}

    /** Inserts a follow; false if it exists. */
    static Future<Boolean> follow(Transaction tx, AccountId account, String tag, long id) {
        return tx.update(FOLLOW, account.value(), tag, id).map(added -> added == 1);
    }

    /** Deletes a follow; false if it does not exist. */
    static Future<Boolean> unfollow(Transaction tx, AccountId account, String tag) {
        return tx.update(UNFOLLOW, account.value(), tag).map(removed -> removed == 1);
    }

    /** The tags an account follows, latest first. */
    Future<Page<FollowedTag>> followedPage(AccountId account, PageRequest window) {
        return db.readOnly()
                .page(
                        FOLLOWED_PAGE,
                        window,
                        row -> new FollowedTag(row.getLong("id"), row.getString("tag")),
                        FollowedTag::id,
                        account.value());
    }

    /** The tags among these that the account follows. */
    public Future<Set<String>> followedAmong(AccountId account, Collection<String> tags) {
        Object names = tags.toArray(String[]::new);
        return tags.isEmpty()
                ? Future.succeededFuture(Set.of())
                : db.readOnly()
                        .list(AMONG, row -> row.getString("tag"), account.value(), names)
                        .map(HashSet::new);
    }

    /** The tags an account follows, at most the latest {@code limit}. */
    public Future<List<String>> newestFollowed(AccountId account, int limit) {
        return db.readOnly().list(NEWEST_FOLLOWED, row -> row.getString("tag"), account.value(), limit);
    }

    /** The next followers of a tag after a cursor, oldest first; start with 0. */
    public Future<List<TagFollower>> followers(String tag, long after, int limit) {
        return db.list(FOLLOWERS_AFTER, TagFollower::of, tag, after, limit);
    }
}

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
import social.skein.sql.Sql;

/** Who follows which hashtags. An edge has an id of its own, by which both ends page. */
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

    /** A follower of a tag, and the id to page on from. */
    public record TagFollower(long id, AccountId account) {
        static TagFollower of(Row row) {
            return new TagFollower(row.getLong("id"), new AccountId(row.getLong("account_id")));
        }
    }

    /** A followed tag, and the id its list is paged by. */
    record FollowedTag(long id, String tag) {}

    /** Says whether it was not so before. */
    static Future<Boolean> follow(Sql transaction, AccountId account, String tag, long id) {
        return transaction.update(FOLLOW, account.value(), tag, id).map(added -> added == 1);
    }

    /** Says whether it was not so before. */
    static Future<Boolean> unfollow(Sql transaction, AccountId account, String tag) {
        return transaction.update(UNFOLLOW, account.value(), tag).map(removed -> removed == 1);
    }

    /** The tags an account follows, the latest followed first. */
    Future<Page<FollowedTag>> followedPage(AccountId account, PageRequest window) {
        return db.readOnly()
                .page(
                        FOLLOWED_PAGE,
                        window,
                        row -> new FollowedTag(row.getLong("id"), row.getString("tag")),
                        FollowedTag::id,
                        account.value());
    }

    /** Those of the tags the account follows. */
    public Future<Set<String>> followedAmong(AccountId account, Collection<String> tags) {
        Object asked = tags.toArray(String[]::new);
        return tags.isEmpty()
                ? Future.succeededFuture(Set.of())
                : db.readOnly()
                        .list(AMONG, row -> row.getString("tag"), account.value(), asked)
                        .map(HashSet::new);
    }

    /** The tags an account follows, the newest of them where there are more than {@code limit}. */
    public Future<List<String>> newestFollowed(AccountId account, int limit) {
        return db.readOnly().list(NEWEST_FOLLOWED, row -> row.getString("tag"), account.value(), limit);
    }

    /** The next followers of a tag after a cursor, oldest first; 0 is before all. */
    public Future<List<TagFollower>> followers(String tag, long after, int limit) {
        return db.list(FOLLOWERS_AFTER, TagFollower::of, tag, after, limit);
    }
}

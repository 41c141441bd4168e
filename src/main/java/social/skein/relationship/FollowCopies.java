package social.skein.relationship;

import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.sql.CopyRows;
import social.skein.sql.Loader;

/** Many follows for an empty database at once, as the rows {@link Follows} would make. Counts and facts are not made. */
public final class FollowCopies {
    private static final String FOLLOWS = """
            copy follow (account_id, target_id, id, created_at) from stdin with (format binary)
            """;

    private final CopyRows follows = new CopyRows();

    public void add(long id, AccountId follower, AccountId target) {
        follows.row(4)
                .number(follower.value())
                .number(target.value())
                .number(id)
                .time(Ids.time(id));
    }

    public long rows() {
        return follows.rows();
    }

    public void into(Loader loader) {
        loader.copy(FOLLOWS, follows);
    }
}

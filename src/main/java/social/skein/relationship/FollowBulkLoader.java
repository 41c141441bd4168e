package social.skein.relationship;

import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.BulkConnection;
import social.skein.sql.CopyRows;

/**
 * Loads many follows into an empty database at once. Unlike {@link Follows}, it neither updates counters nor appends
 * facts.
 */
public final class FollowBulkLoader {
    private static final String COPY = """
            copy follow (account_id, target_id, id, created_at) from stdin with (format binary)
            """;

    private final CopyRows copyRows = new CopyRows();

    public void add(long id, AccountId follower, AccountId target) {
        copyRows.startRow(4)
                .bigint(follower.value())
                .bigint(target.value())
                .bigint(id)
                .timestamptz(SnowflakeIds.timestamp(id));
    }

    public long rows() {
        return copyRows.rows();
    }

    public void copyTo(BulkConnection connection) {
        connection.copy(COPY, copyRows);
    }
}

package social.skein.list;

import io.vertx.sqlclient.Row;
import social.skein.model.ListId;

/**
 * A list as the API shows it.
 *
 * @param exclusive whether posts of its members are left out of the home timeline
 */
record AccountList(ListId id, String title, RepliesPolicy repliesPolicy, boolean exclusive) {
    static AccountList of(Row row) {
        return new AccountList(
                new ListId(row.getLong("id")),
                row.getString("title"),
                RepliesPolicy.parse(row.getString("replies_policy")).orElseThrow(),
                row.getBoolean("exclusive"));
    }
}

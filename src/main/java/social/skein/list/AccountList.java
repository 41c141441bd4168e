package social.skein.list;

import io.vertx.sqlclient.Row;
import social.skein.model.ListId;

/**
 * A list, as the client API shows it.
 *
 * @param exclusive whether its members are read here instead of at home
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

package social.skein.relationship;

import io.vertx.sqlclient.Row;
import social.skein.model.AccountId;

/** An account in a paged list, with the id of its row, which is the page cursor. */
record AccountEntry(long id, AccountId account) {
    static AccountEntry of(Row row) {
        return new AccountEntry(row.getLong("id"), account(row));
    }

    static AccountId account(Row row) {
        return new AccountId(row.getLong("account"));
    }
}

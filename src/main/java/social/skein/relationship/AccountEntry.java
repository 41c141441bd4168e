package social.skein.relationship;

import io.vertx.sqlclient.Row;
import social.skein.model.AccountId;

/** An entry of a list of people: whom it shows, and the id of the row that puts them there, by which lists are paged. */
record AccountEntry(long id, AccountId account) {
    static AccountEntry of(Row row) {
        return new AccountEntry(row.getLong("id"), account(row));
    }

    static AccountId account(Row row) {
        return new AccountId(row.getLong("account"));
    }
}

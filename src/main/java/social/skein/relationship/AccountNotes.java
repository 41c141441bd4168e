package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.sql.Db;

/** Private notes of accounts about other accounts. */
public final class AccountNotes {
    private static final String UPSERT = """
            insert into account_note (account_id, target_id, comment) values ($1, $2, $3)
            on conflict (account_id, target_id) do update set comment = excluded.comment
            """;

    private static final String DELETE = "delete from account_note where account_id = $1 and target_id = $2";

    private final Db db;

    public AccountNotes(Db db) {
        this.db = db;
    }

    /** Replaces the note; a blank one deletes it. */
    Future<Void> put(AccountId owner, AccountId target, String comment) {
        return db.inShardOf(
                owner,
                (tx, id) -> (BlankText.isBlank(comment)
                                ? tx.update(DELETE, owner.value(), target.value())
                                : tx.update(UPSERT, owner.value(), target.value(), comment))
                        .mapEmpty());
    }
}
